"""An article on pages, for a printer or a PDF: the view's own painting, no line cut by a page's end."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from annotator.model.labels import LabelSet
from annotator.model.span import Excluded, Span
from annotator.ui.article.flow import Flow
from annotator.ui.article.look import Look, Marked, look
from annotator.ui.article.marks import Marks
from annotator.ui.article.painting import paint_block
from annotator.ui.article.reading import Reading, typeset
from annotator.ui.fonts import article_font
from annotator.ui.theme import Theme

WIDTH = 900.0  # pixels of the view across a page: on A4 an em of some 4 mm
HEAD = 36.0  # pixels of the view for the title above each page and the number below
MARGIN_MM = 15.0


@dataclass(frozen=True, slots=True)
class Page:
    """What of an article is on a page: from one height to another, in content coordinates."""

    top: float
    bottom: float


def pages(flow: Flow, height: float) -> list[Page]:
    """The pages of an article, each at most `height` high unless a single line is higher."""
    made: list[Page] = []
    top = bottom = flow.top(0)
    for number in range(len(flow.chunks)):
        at = flow.top(number)
        for line in flow.block(number).lines:
            if at + line.bottom - top > height and bottom > top:
                made.append(Page(top, bottom))
                top = at + line.top
            bottom = at + line.bottom
    return [*made, Page(top, bottom)]


def print_article(
    device: QPagedPaintDevice,
    text: str,
    spans: Sequence[Span],
    label_set: LabelSet,
    theme: Theme,
    *,
    title: str = "",
    direction: str = "",
    excluded: Sequence[Excluded] = (),
    reading: Reading | None = None,
) -> int:
    """Draw an article with its spans on the pages of a device; how many pages. Wants a light theme.

    Raises ValueError where the device cannot be painted on.
    """
    flow = Flow(text, direction, typeset(reading or Reading()), WIDTH)
    flow.settle_all()
    marks = Marks(flow, label_set)
    marks.set_spans(spans)
    marked = Marked(excluded=tuple((region.start, region.end) for region in excluded))
    colours = look(theme, label_set)
    painter = QPainter()
    if not painter.begin(device):
        raise ValueError("nothing can be printed there: choose another printer or file")
    with painter:
        area = device.pageLayout().paintRectPixels(device.logicalDpiX()).size()
        scale = area.width() / WIDTH
        height = area.height() / scale
        cut = pages(flow, height - 2 * HEAD)
        for number, page in enumerate(cut):
            if number:
                device.newPage()
            painter.resetTransform()
            painter.scale(scale, scale)
            _paint_margins(painter, title, f"{number + 1} / {len(cut)}", height, theme)
            _paint_page(painter, flow, marks, page, colours, marked)
    return len(cut)


def pdf(
    text: str,
    spans: Sequence[Span],
    label_set: LabelSet,
    theme: Theme,
    *,
    title: str = "",
    direction: str = "",
    excluded: Sequence[Excluded] = (),
    reading: Reading | None = None,
) -> bytes:
    """The same as a PDF on A4."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    writer.setTitle(title)
    size = QPageSize(QPageSize.PageSizeId.A4)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    )
    print_article(
        writer, text, spans, label_set, theme,
        title=title, direction=direction, excluded=excluded, reading=reading,
    )  # fmt: skip
    del writer  # its end completes the file
    return bytes(buffer.data().data())


def _paint_margins(painter: QPainter, title: str, number: str, height: float, theme: Theme) -> None:
    painter.setFont(article_font(13))
    painter.setPen(QColor(theme.muted))
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(QRectF(0.0, 0.0, WIDTH, HEAD), Qt.AlignmentFlag.AlignHCenter, title)
    foot = QRectF(0.0, height - HEAD / 2, WIDTH, HEAD / 2)
    painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, number)


def _paint_page(
    painter: QPainter, flow: Flow, marks: Marks, page: Page, colours: Look, marked: Marked
) -> None:
    painter.translate(0.0, HEAD - page.top)
    clip = QRectF(0.0, page.top, WIDTH, page.bottom - page.top)
    painter.setClipRect(clip)
    for shown in flow.visible(page.top, page.bottom - page.top - 0.01):
        at = QPointF(flow.left, shown.top)
        decoration = marks.decoration(shown.number)
        paint_block(painter, shown.block, at, decoration, marked, colours, flow.setting, clip)
    painter.setClipping(False)
