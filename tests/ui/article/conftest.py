"""What the article's tests share: laid-out lines, a label set, and the view on a screen."""

from collections.abc import Callable

import pytest

from annotator.model.labels import Label, LabelSet, Layer
from annotator.ui.article.block import Block
from annotator.ui.article.chunks import chunks
from annotator.ui.article.typesetting import typesetting
from annotator.ui.article.view import ArticleView
from annotator.ui.fonts import article_font

LABELS = LabelSet(
    "news",
    (Layer("entities"), Layer("claims", style="tint", snap="token")),
    (
        Label("PERSON", "entities", "PER", light="#0a6ea8", dark="#6cc0f2"),
        Label("ORGANIZATION", "entities", "ORG", light="#8a5a00", dark="#f0b850"),
        Label("CLAIM", "claims", "CLM", light="#b0257a", dark="#f08cc8"),
    ),
)


@pytest.fixture
def labels() -> LabelSet:
    return LABELS


@pytest.fixture
def lay_out(qapp) -> Callable[..., Block]:
    """A function that lays out one paragraph: (text, direction, width, px) -> Block."""

    def made(text: str, direction: str = "", width: float = 100_000.0, px: int = 32) -> Block:
        return Block(text, chunks(text, direction)[0], typesetting(article_font(px)), width)

    return made


@pytest.fixture
def view(qtbot) -> ArticleView:
    made = ArticleView()
    qtbot.addWidget(made)
    made.set_label_set(LABELS)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made
