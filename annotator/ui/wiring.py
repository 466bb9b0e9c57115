"""Which signal leads where: all connections of the window in one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.ui.theme import load_theme

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def wire(window: MainWindow) -> None:
    """Join the parts of the window."""
    _wire_actions(window)
    _wire_panels(window)
    _wire_desk(window)
    _wire_files(window)


def _wire_actions(window: MainWindow) -> None:
    desk, view, asked, did = window.desk, window.view, window.questions, window.actions_
    for name, do in {
        "new": asked.new_project,
        "open": asked.open_project,
        "import": asked.import_files,
        "export": asked.export,
        "close": window.close,
        "undo": desk.undo,
        "redo": desk.redo,
        "copy": view.copy,
        "delete": desk.delete_selected,
        "step_back": desk.step_back,
        "finish": window.finish,
        "next_article": lambda: window.documents.step(1),
        "previous_article": lambda: window.documents.step(-1),
        "next_span": lambda: desk.step_span(1),
        "previous_span": lambda: desk.step_span(-1),
        "larger": lambda: view.zoom_by(1),
        "smaller": lambda: view.zoom_by(-1),
        "actual_size": lambda: view.set_zoom(100),
        "keys": asked.keys,
        "about": asked.about,
    }.items():
        # The signal's own argument, whether the action is checked, is nobody's business here.
        did[name].triggered.connect(lambda checked=False, do=do: do())
    did.label_chosen.connect(desk.choose_label)
    did.status_chosen.connect(desk.set_status)
    did.theme_chosen.connect(lambda name: window.set_theme(load_theme(name)))
    did.recent_chosen.connect(lambda name: window.files.open(Path(name)))


def _wire_panels(window: MainWindow) -> None:
    desk, view = window.desk, window.view
    window.documents.document_chosen.connect(desk.open_document)
    window.labels.label_chosen.connect(desk.choose_label)
    window.article.status.status_chosen.connect(desk.set_status)
    window.article.import_requested.connect(window.questions.import_files)
    window.spans.span_chosen.connect(window.go_to_span)
    window.owner.owner_chosen.connect(window.files.work_as)
    window.owner.person_requested.connect(window.questions.add_me)
    view.set_snap(desk.snapped)
    view.stretch_selected.connect(lambda start, end: desk.take_stretch(start, end, exact=view.is_exact()))
    view.stretch_cleared.connect(desk.drop_stretch)
    view.span_clicked.connect(desk.select)
    view.selection_cleared.connect(lambda: desk.select(""))
    view.menu_requested.connect(window.show_menu)
    view.zoom_changed.connect(window.show_zoom)


def _wire_desk(window: MainWindow) -> None:
    desk = window.desk
    desk.article_changed.connect(window.show_article)
    desk.changed.connect(window.show_changed)
    desk.stretch_used.connect(window.view.clear_stretch)
    desk.selection_changed.connect(window.show_selection)
    desk.sticky_changed.connect(window.labels.set_sticky)
    desk.revealed.connect(window.view.scroll_to)
    desk.refused.connect(window.status_line.warn)
    desk.noticed.connect(window.status_line.warn)
    desk.gestures.unavailable.connect(window.questions.unavailable)


def _wire_files(window: MainWindow) -> None:
    files, line = window.files, window.status_line
    files.opened.connect(window.take_session)
    files.people_changed.connect(window.show_people)
    files.told.connect(line.tell)
    files.failed.connect(window.questions.failed)
    files.reported.connect(window.questions.reported)
    files.job_began.connect(window.job_began)
    files.job_progressed.connect(line.job.tell)
    files.job_ended.connect(window.job_ended)
    line.job.cancel_requested.connect(files.cancel)
    line.job.cancel_requested.connect(line.job.stopping)
    window.looking.timeout.connect(window.look_at_file)
