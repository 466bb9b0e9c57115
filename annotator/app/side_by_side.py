"""Several annotators' layers over one article: whose marks may be seen, and where those that are shown differ."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from annotator.agreement.article import Article, merged
from annotator.agreement.classes import CLASSES
from annotator.agreement.disagreement import Disagreement, disagreements
from annotator.app.assigning import may_see_others
from annotator.model.document import Document
from annotator.model.people import first_reader
from annotator.model.revision import GOLD, PROJECT
from annotator.model.span import Excluded, Span
from annotator.model.status import NEW
from annotator.store import documents, label_sets, spans
from annotator.store.project import Project

__all__ = ["CLASSES", "Disagreement", "Layer", "Layers", "differences", "first_choice", "items_of", "layers"]

_NO_TOKENS = np.zeros((2, 0), np.int32)  # the places of differences need none


@dataclass(frozen=True, slots=True)
class Layer:
    """What one owner has in an article."""

    owner: str
    status: str
    spans: tuple[Span, ...]

    @property
    def is_begun(self) -> bool:
        """Whether the owner has a mark or a status here."""
        return bool(self.spans) or self.status != NEW


@dataclass(frozen=True, slots=True)
class Layers:
    """An article with the layers that a viewer may see: by name, gold last. Offsets are code points."""

    number: int
    document: Document
    excluded: tuple[Excluded, ...]
    layers: tuple[Layer, ...]
    blind: bool  # the others' layers are left out, because the viewer has not finished the article

    def layer(self, owner: str) -> Layer | None:
        """The layer of an owner, or None where it may not be seen."""
        return next((layer for layer in self.layers if layer.owner == owner), None)


def layers(project: Project, number: int, viewer: str) -> Layers:
    """The layers of an article that the viewer may see. Raises KeyError when there is no document of that number.

    Second readings are for their own reader and for gold.
    """
    excluded, work = spans.beside(project, number)
    owned = spans.all_spans(project, number)
    blind = not may_see_others(project, number, viewer)
    shown = [viewer] if blind else [name for name in _owners(project, viewer) if _is_for(name, viewer)]
    found = tuple(
        Layer(name, work.get(name, spans.Work()).status, tuple(owned.get(name, ()))) for name in shown
    )
    return Layers(number, documents.read(project, number), tuple(excluded), found, blind)


def differences(shown: Layers, owners: Collection[str]) -> list[Disagreement]:
    """Where these owners differ in the article, by start, then end, finished or not; none for fewer than two."""
    sets = {layer.owner: layer.spans for layer in shown.layers if layer.owner in owners}
    if len(sets) < 2:
        return []
    excluded = merged((region.start, region.end) for region in shown.excluded)
    article = Article(str(shown.number), shown.document.text, sets, _NO_TOKENS, excluded)
    return disagreements(article)


def first_choice(shown: Layers, viewer: str, most: int = 3) -> list[str]:
    """Whom to show first: the viewer and others who began the article, gold among the last, not too many."""
    begun = [layer.owner for layer in shown.layers if layer.is_begun and not first_reader(layer.owner)]
    wanted = [owner for owner in begun if owner == viewer] + [owner for owner in begun if owner != viewer]
    kept = set(wanted[:most])
    return [layer.owner for layer in shown.layers if layer.owner in kept]


def items_of(difference: Disagreement) -> dict[str, str]:
    """The first item of each owner at a difference."""
    return {
        owner: held[0].item
        for variant in difference.variants
        for owner, held in variant.spans.items()
        if held
    }


def _owners(project: Project, viewer: str) -> list[str]:
    everyone = {*label_sets.people(project), *spans.owners(project), viewer} - {PROJECT}
    return sorted(everyone, key=lambda name: (name == GOLD, name))


def _is_for(owner: str, viewer: str) -> bool:
    reader = first_reader(owner)
    return not reader or viewer in (owner, reader, GOLD)
