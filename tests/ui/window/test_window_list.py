"""The list of articles: its filter, withdrawing and bringing back; the table's labels and order."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.app.importing import import_paths
from annotator.ui.main_window import MainWindow
from annotator.ui.span_table import LABEL, QUOTE


def names(window: MainWindow) -> list[str]:
    model = window.documents.lines
    return [model.row_at(place).name for place in range(model.rowCount())]


def mark(window: MainWindow, quote: str, label: str) -> None:
    start = window.view.text().index(quote)
    window.desk.take_stretch(start, start + len(quote))
    window.desk.choose_label(label)


def test_words_of_name_and_text_filter_the_list_however_they_are_spelt(
    window: MainWindow, qtbot: QtBot
) -> None:
    for words, found in (
        ("fr.txt", ["fr.txt"]),
        ("المشير", ["ar.txt"]),
        ("marechal", ["fr.txt"]),
        ("haftar", ["ar.txt", "fr.txt"]),
        ("nowhere", []),
    ):
        window.filter.words.setText(words)
        qtbot.waitUntil(lambda found=found: names(window) == found, timeout=3_000)
    assert window.desk.article.document.name == "ar.txt"  # what lies on the desk stays there
    qtbot.keyClick(window.filter.words, Qt.Key.Key_Escape)
    assert names(window) == ["ar.txt", "en.txt", "fr.txt"]
    assert window.documents.place() == 0


def test_a_status_filters_the_list(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.choose(1)
    window.desk.set_status("ignored")
    window.filter.status.setCurrentIndex(window.filter.status.findData("ignored"))
    window.filter.status.activated.emit(4)
    assert names(window) == ["en.txt"]
    assert window.documents.place() == 0
    window.desk.set_status("new")
    assert (
        window.documents.lines.row_at(0).status == "new"
    )  # it stays in sight until the filter is asked again
    window.filter.status.activated.emit(4)
    assert names(window) == []


def test_the_keyboard_goes_from_the_filter_into_the_list(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.actions_["filter"].trigger()
    assert window.filter.words.hasFocus()
    qtbot.keyClicks(window.filter.words, "fr")
    qtbot.keyClick(window.filter.words, Qt.Key.Key_Down)
    assert names(window) == ["fr.txt"]
    assert window.documents.hasFocus()


def test_an_article_is_withdrawn_with_its_spans_and_comes_back(window: MainWindow) -> None:
    window.documents.choose(2)
    mark(window, "Khalifa Haftar", "PERSON")
    window.actions_["withdraw"].trigger()
    assert names(window) == ["ar.txt", "en.txt"]
    assert window.desk.article.document.name == "ar.txt"
    form = window.withdrawals.ask_back()
    form.list.selectAll()
    form.accept()
    assert names(window) == ["ar.txt", "en.txt", "fr.txt"]
    window.documents.choose(2)
    assert len(window.desk.spans()) == 1
    assert window.withdrawals.ask_back() is None


def test_a_whole_import_is_withdrawn(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "more.jsonl").write_text('{"text": "One more."}\n{"text": "And more."}\n')
    import_paths(window.desk.session.project, [tmp_path / "more.jsonl"])
    window.following.list_again()
    assert len(names(window)) == 5
    form = window.withdrawals.ask_import()
    form.list.setCurrentRow(form.list.count() - 1)
    form.accept()
    assert len(names(window)) == 3


def test_withdrawing_the_last_article_empties_the_desk(window: MainWindow) -> None:
    for _ in range(3):
        window.actions_["withdraw"].trigger()
    assert names(window) == []
    assert window.desk.article is None
    assert not window.actions_["withdraw"].isEnabled()


def test_the_table_shows_one_label_and_so_does_the_article(window: MainWindow) -> None:
    window.documents.choose(2)
    mark(window, "Khalifa Haftar", "PERSON")
    mark(window, "armée nationale libyenne", "ORGANIZATION")
    panel = window.span_panel
    panel.shown.setCurrentIndex(panel.shown.findData("PERSON"))
    panel.shown.activated.emit(1)
    assert [span.label for span in window.spans.lines.spans] == ["PERSON"]
    assert [span.label for span in window.view._seen_spans()] == ["PERSON"]
    panel.shown.setCurrentIndex(0)
    panel.shown.activated.emit(0)
    assert len(window.spans.lines.spans) == 2


def test_a_column_sorts_and_the_third_click_brings_the_reading_order_back(window: MainWindow) -> None:
    window.documents.choose(2)
    mark(window, "Khalifa Haftar", "PERSON")
    mark(window, "armée nationale libyenne", "ORGANIZATION")
    header = window.spans.horizontalHeader()
    selected = window.desk.selected
    header.setSortIndicator(LABEL, Qt.SortOrder.AscendingOrder)
    assert [span.label for span in window.spans.lines.spans] == ["ORGANIZATION", "PERSON"]
    assert window.spans.lines.spans[window.spans.currentIndex().row()].item == selected
    header.setSortIndicator(QUOTE, Qt.SortOrder.DescendingOrder)
    assert [span.label for span in window.spans.lines.spans] == ["PERSON", "ORGANIZATION"]
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert [span.start for span in window.spans.lines.spans] == sorted(s.start for s in window.desk.spans())


def test_many_articles_are_made_ready_for_searching_in_another_process(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = "".join(f'{{"text": "Nouvelle {i}", "name": "a{i:03}"}}\n' for i in range(60))
    (tmp_path / "many.jsonl").write_text(rows)
    import_paths(window.desk.session.project, [tmp_path / "many.jsonl"])
    window.following.list_again()
    window.filter.words.setText("nouvelle")
    qtbot.waitUntil(lambda: window.documents.lines.is_filtered(), timeout=3_000)
    qtbot.waitUntil(lambda: len(names(window)) == 60, timeout=20_000)
    qtbot.waitUntil(lambda: not window.searching.is_busy(), timeout=5_000)
