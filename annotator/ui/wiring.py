"""Which signal leads where: all connections of the window in one place."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.ui.action_words import CHECKABLE
from annotator.ui.companions import MAKERS
from annotator.ui.theme import load_theme

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def wire(window: MainWindow) -> None:
    """Join the parts of the window."""
    _wire_actions(window)
    _wire_choices(window)
    _wire_panels(window)
    _wire_view(window)
    _wire_card(window)
    _wire_desk(window)
    _wire_files(window)


def _wire_actions(window: MainWindow) -> None:
    desk, view, asked, did = window.desk, window.view, window.questions, window.actions_
    for name, do in {
        "new": asked.new_project,
        "open": asked.open_project,
        "welcome": window.show_welcome,
        "import": asked.exchange.import_files,
        "import_folder": asked.exchange.import_folder,
        "export": asked.exchange.export,
        "print": window.printing.ask_printer,
        "pdf": window.printing.ask_file,
        "withdraw": window.withdrawals.withdraw_article,
        "withdraw_import": window.withdrawals.ask_import,
        "bring_back": window.withdrawals.ask_back,
        "check_file": window.care.rescue.check,
        "close": window.close,
        "undo": window.care.reversing.undo,
        "redo": window.care.reversing.redo,
        "copy": view.copy,
        "delete": desk.delete_selected,
        "describe": window.card.start,
        "note": window.card.note.setFocus,
        "find": lambda: window.article.find_bar.open_(_one_line(view.copied_text())),
        "find_next": lambda: view.step_hit(1),
        "find_previous": lambda: view.step_hit(-1),
        "step_back": window.reactions.step_back,
        "finish": window.reactions.finish,
        "labels": asked.labels,
        "settings": window.appearance.ask,
        "next_article": lambda: window.documents.step(1),
        "previous_article": lambda: window.documents.step(-1),
        "next_span": lambda: desk.step_span(1),
        "previous_span": lambda: desk.step_span(-1),
        "to_article": view.setFocus,
        "filter": window.filter.start,
        "table": window.spans.setFocus,
        "larger": lambda: view.zoom_by(1),
        "smaller": lambda: view.zoom_by(-1),
        "actual_size": lambda: view.set_zoom(100),
        "hand_out": window.handing.ask_out,
        "hand_in": window.handing.ask_in,
        "keys": asked.keys,
        "about": asked.about,
        **{name: partial(window.appearance.turn, name) for name in CHECKABLE},
        **{name: partial(window.companions.show, name) for name in MAKERS},
    }.items():
        # The signal's own argument, whether the action is checked, is nobody's business here.
        did[name].triggered.connect(lambda checked=False, do=do: do())


def _wire_choices(window: MainWindow) -> None:
    desk, did = window.desk, window.actions_
    did.label_chosen.connect(desk.choose_label)
    did.status_chosen.connect(desk.set_status)
    did.theme_chosen.connect(lambda name: window.appearance.set_theme(load_theme(name)))
    did.direction_chosen.connect(window.describing.set_direction)
    did.recent_chosen.connect(lambda name: window.files.open(Path(name)))
    welcome = window.welcome
    welcome.sample_requested.connect(window.files.open_sample)
    welcome.new_requested.connect(window.questions.new_project)
    welcome.open_requested.connect(window.questions.open_project)
    welcome.recent_chosen.connect(lambda name: window.files.open(Path(name)))
    welcome.left.connect(lambda: window.show_welcome(False))


def _wire_panels(window: MainWindow) -> None:
    desk, view = window.desk, window.view
    window.documents.document_chosen.connect(desk.open_document)
    window.filter.filter_changed.connect(window.following.filter)
    window.filter.left.connect(window.documents.start)
    window.labels.label_chosen.connect(desk.choose_label)
    window.article.status.status_chosen.connect(desk.set_status)
    window.article.import_requested.connect(window.questions.exchange.import_files)
    window.spans.span_chosen.connect(window.reactions.go_to_span)
    window.span_panel.labels_shown.connect(view.set_labels_shown)
    window.owner.owner_chosen.connect(window.files.work_as)
    window.owner.person_requested.connect(window.questions.add_me)
    find = window.article.find_bar
    find.searched.connect(view.find_text)
    find.stepped.connect(view.step_hit)
    find.closed.connect(window.reactions.leave_find)
    view.hit_changed.connect(find.show_place)


def _wire_view(window: MainWindow) -> None:
    desk, view, line = window.desk, window.view, window.status_line
    view.set_snap(desk.snapped)
    view.stretch_selected.connect(lambda start, end: desk.take_stretch(start, end, exact=view.is_exact()))
    view.stretch_grown.connect(lambda start, end: desk.hold_stretch(start, end, exact=view.is_exact()))
    for told in (view.stretch_selected, view.stretch_grown, view.stretch_cleared):
        told.connect(window.show_range)
    view.stretch_cleared.connect(desk.drop_stretch)
    view.span_clicked.connect(window.reactions.take_click)
    view.span_moved.connect(window.describing.move)
    view.selection_cleared.connect(lambda: desk.select(""))
    view.caret_moved.connect(lambda offset: window.article.reader.follow(view.text(), offset))
    view.menu_requested.connect(window.reactions.show_menu)
    view.zoom_changed.connect(window.show_zoom)
    window.picking.told.connect(line.tell)
    window.withdrawals.told.connect(line.tell)
    window.withdrawals.many_wanted.connect(window.care.reversing.withdraw)
    window.withdrawals.listed.connect(window.following.list_again)
    desk.listed.connect(window.following.list_again)
    window.searching.told.connect(line.tell)
    window.searching.caught_up.connect(lambda: window.following.filter(*window.filter.wanted()))


def _wire_card(window: MainWindow) -> None:
    card, describing = window.card, window.describing
    card.attribute_chosen.connect(describing.set_attribute)
    card.link_chosen.connect(describing.set_link)
    card.note_written.connect(describing.set_any_note)
    card.picking_requested.connect(window.picking.begin)
    card.left.connect(window.view.setFocus)
    window.picking.changed.connect(card.show_picking)


def _wire_desk(window: MainWindow) -> None:
    desk = window.desk
    desk.article_changed.connect(window.show_article)
    desk.changed.connect(window.show_changed)
    desk.stretch_used.connect(window.view.clear_stretch)
    desk.selection_changed.connect(window.show_selection)
    desk.sticky_changed.connect(window.labels.set_sticky)
    desk.revealed.connect(window.view.scroll_to)
    desk.refused.connect(window.status_line.warn)
    # A button of the card that was pressed in vain must not stay pressed.
    desk.refused.connect(lambda reason: window.card.show_span(desk.article, desk.selected))
    desk.noticed.connect(window.status_line.warn)


def _wire_files(window: MainWindow) -> None:
    files, line = window.files, window.status_line
    files.opened.connect(window.take_session)
    files.people_changed.connect(window.show_people)
    # Later, because at a start the window is shown only after the project is in it.
    files.stranger_came.connect(window.questions.who, Qt.ConnectionType.QueuedConnection)
    files.told.connect(line.tell)
    files.failed.connect(window.questions.failed)
    files.damaged.connect(window.care.rescue.offer)
    files.reported.connect(window.questions.exchange.reported)
    files.job_began.connect(window.following.job_began)
    files.job_progressed.connect(line.job.tell)
    files.job_ended.connect(window.following.job_ended)
    line.job.cancel_requested.connect(files.cancel)
    line.job.cancel_requested.connect(line.job.stopping)
    window.printing.told.connect(line.tell)
    window.printing.failed.connect(window.questions.failed)


def _one_line(text: str) -> str:
    """Selected words to look for; a selection of several lines is none."""
    return text if text and len(text) < 80 and "\n" not in text else ""
