"""Which signal of the adjudication window leads where: all its connections in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.ui.adjudication.window import AdjudicationWindow


def wire(window: AdjudicationWindow) -> None:
    """Join the parts of the window."""
    _wire_gold(window)
    _wire_work(window)
    _wire_looking(window)
    _wire_card(window)
    _wire_tools(window)


def _wire_gold(window: AdjudicationWindow) -> None:
    judging, bulk = window.judging, window.bulk
    judging.opened.connect(window.show_card)
    judging.marked.connect(window.show_marked)
    judging.ended.connect(window.show_end)
    for source in (judging, bulk):
        source.changed.connect(window.take_change)
        source.failed.connect(window.warn)
    judging.told.connect(lambda said, undo, decided: window.tell(said, undo=undo, decided=decided))
    bulk.told.connect(lambda said, undo: window.tell(said, undo=undo))
    judging.much_asked.connect(window.take_back_much)
    bulk.options_chosen.connect(window.set_options)


def _wire_work(window: AdjudicationWindow) -> None:
    work, job = window.work, window.job
    work.began.connect(window.begin_work)
    work.progressed.connect(job.tell)
    work.over.connect(window.end_work)
    work.refused.connect(window.fail_work)
    work.broke.connect(window.broke)
    job.cancel_requested.connect(work.cancel)
    job.cancel_requested.connect(job.stopping)


def _wire_looking(window: AdjudicationWindow) -> None:
    looking = window.looking
    looking.moved.connect(window.begin_list)
    looking.looked.connect(window.take_counts)
    looking.counted.connect(window.show_standing)
    looking.settled.connect(window.bulk.take_over)
    looking.failed.connect(window.warn)
    window.later.timeout.connect(window.look_again)


def _wire_card(window: AdjudicationWindow) -> None:
    judging, doing, panel, told = window.judging, window.doing, window.panel, window.told_line
    window.cards.card_chosen.connect(judging.go_to)
    panel.row_marked.connect(judging.mark)
    panel.row_taken.connect(judging.take_row)
    panel.article_requested.connect(window.open_article)
    doing.article_asked.connect(window.open_article)
    doing.finish_asked.connect(window.bulk.finish_all)
    doing.noted.connect(window.show_notes)
    doing.caps_learnt.connect(window.show_keys)
    doing.edited.connect(window.show_editor)
    window.legend.asked.connect(doing.do)
    window.ask.left.connect(window.pages.setFocus)
    told.undo_asked.connect(judging.take_back)
    told.precedent_asked.connect(window.ask_precedent)


def _wire_tools(window: AdjudicationWindow) -> None:
    tools, bulk = window.tools, window.bulk
    window.filter.filter_changed.connect(window.set_filter)
    window.filter.article_asked.connect(window.ask_article)
    window.filter.left.connect(window.pages.setFocus)
    tools.options_chosen.connect(window.set_options)
    tools.automatic_asked.connect(bulk.set_automatic)
    tools.batch.clicked.connect(lambda: bulk.ask_batch())
    tools.precedents.clicked.connect(window.show_precedents)
    tools.finish_here.triggered.connect(bulk.finish_here)
    tools.finish_all.triggered.connect(bulk.finish_all)
    tools.drop_strays.triggered.connect(window.judging.drop_strays)
