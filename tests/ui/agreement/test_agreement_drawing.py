"""Charts: their layout, their colours, what the keyboard reaches, and the files they are saved in."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from annotator.app.agreement_places import PLACES, Question
from annotator.model.errors import Refused
from annotator.ui.agreement.bars import Bar, Legend, Part, bars
from annotator.ui.agreement.chart import next_cell
from annotator.ui.agreement.colours import class_colours, ink_on, luminance, shade
from annotator.ui.agreement.drawing import LEFT, RIGHT, START, Area, Drawing, Words, draw_words, mirrored
from annotator.ui.agreement.grid import Grid, Shaded, grid
from annotator.ui.agreement.saving import save_drawing
from annotator.ui.theme import THEMES, load_theme

LIGHT = load_theme("light")
ASKED = Question(PLACES)


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_figures_are_read_on_every_shade(name: str) -> None:
    theme = load_theme(name)
    grounds = [shade(theme, share / 40) for share in range(41)] + list(class_colours(theme))
    assert min(contrast(ink_on(ground), ground) for ground in grounds) >= 4.5
    assert len(set(class_colours(theme))) == 8


@pytest.fixture
def metrics(qapp: QApplication) -> QFontMetricsF:
    return QFontMetricsF(qapp.font())


def square(metrics: QFontMetricsF, width: float = 600) -> Drawing:
    names = ["Badr", "أمل الفيتوري", "Chloé"]
    cells = [
        [Shaded(f"{i}{j}", i / 3, f"{a} {b}", ASKED) for j, b in enumerate(names)]
        for i, a in enumerate(names)
    ]
    return grid(Grid(names, names, cells, "row", "column"), LIGHT, metrics, width)


def test_a_grid_has_a_cell_for_each_figure_and_none_overlap(metrics: QFontMetricsF) -> None:
    found = square(metrics)
    assert [cell.says for cell in found.cells][:4] == [
        "Badr Badr", "Badr أمل الفيتوري", "Badr Chloé", "أمل الفيتوري Badr",
    ]  # fmt: skip
    areas = [cell.area.rect().adjusted(1, 1, -1, -1) for cell in found.cells]
    assert not any(a.intersects(b) for i, a in enumerate(areas) for b in areas[:i])
    assert all(QRectF(0, 0, found.width, found.height).contains(area) for area in areas)


def test_arrows_go_to_the_neighbour_and_stop_at_the_edge(metrics: QFontMetricsF) -> None:
    found = square(metrics)
    first = found.cells[0]
    right, down = next_cell(found, first, 1, 0), next_cell(found, first, 0, 1)
    assert (right, down) == (found.cells[1], found.cells[3])
    assert next_cell(found, first, -1, 0) is None
    assert next_cell(found, found.cells[2], 1, 0) is None  # the next row is not to the right


def test_a_chart_is_mirrored_and_back(metrics: QFontMetricsF) -> None:
    found = square(metrics)
    turned = mirrored(found)
    assert turned.cells[0].area.x > turned.cells[1].area.x
    assert next_cell(turned, turned.cells[0], -1, 0) == turned.cells[1]
    back = mirrored(turned)
    assert [word.align for word in back.words] == [word.align for word in found.words]
    for a, b in zip(back.boxes, found.boxes, strict=True):
        assert a.area.x == pytest.approx(b.area.x)


def test_parts_share_a_bar_by_size(metrics: QFontMetricsF) -> None:
    parts = [Part(n, key, str(n), ASKED) for key, n in enumerate((3, 0, 1))]
    found = bars([Bar("مقال", parts)], Legend(["a", "", "c"], ["#111111"] * 3), LIGHT, metrics, 500)
    assert [cell.says for cell in found.cells] == ["3", "1"]
    assert found.cells[0].area.width == pytest.approx(3 * found.cells[1].area.width)
    assert {word.text for word in found.words} >= {"a", "c", "مقال", "3", "1"}
    assert "" not in {word.text for word in found.words}


def inked(words: Words) -> tuple[int, int]:
    """First and last column of pixels that have ink."""
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    with QPainter(image) as painter:
        draw_words(painter, words, QFont(QApplication.font()))
    columns = [x for x in range(200) if any(image.pixelColor(x, y) != QColor("#ffffff") for y in range(40))]
    return columns[0], columns[-1]


def test_words_stand_where_their_direction_begins(qapp: QApplication) -> None:
    area = Area(0, 0, 200, 40)
    assert inked(Words(area, "Chloé", "#000000", START))[0] < 5
    assert inked(Words(area, "أمل", "#000000", START))[1] > 194
    assert inked(Words(area, "أمل", "#000000", LEFT))[0] < 5
    assert inked(Words(area, "Chloé", "#000000", RIGHT))[1] > 194
    first, last = inked(Words(area, "a very long name indeed " * 5, "#000000", LEFT))
    assert (first < 5, last <= 199) == (True, True)


@pytest.mark.parametrize("name", ["chart.png", "chart.svg", "CHART.SVG"])
def test_a_chart_is_saved_as_it_is_shown(metrics: QFontMetricsF, tmp_path: Path, name: str) -> None:
    found = square(metrics)
    save_drawing(found, tmp_path / name, "#ffffff", QApplication.font())
    image = QImage(round(found.width), round(found.height), QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    with QPainter(image) as painter:
        if name.lower().endswith("svg"):
            QSvgRenderer(str(tmp_path / name)).render(painter)
        else:
            painter.drawImage(image.rect(), QImage(str(tmp_path / name)))
    assert image.pixelColor(1, 1) == QColor("#ffffff")
    for cell in (found.cells[0], found.cells[8]):
        corner = cell.area.rect().topLeft().toPoint()
        shown = image.pixelColor(corner.x() + 5, corner.y() + 5)
        wanted = QColor(shade(LIGHT, 0 if cell is found.cells[0] else 2 / 3))
        assert max(abs(a - b) for a, b in zip(shown.toTuple(), wanted.toTuple(), strict=True)) <= 2


def test_another_ending_is_refused(metrics: QFontMetricsF, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"chart\.bmp"):
        save_drawing(square(metrics), tmp_path / "chart.bmp", "#ffffff", QApplication.font())
    assert list(tmp_path.glob("chart*")) == []
