"""The words of every action of the window, and the menus that hold them."""

from PySide6.QtCore import QCoreApplication

# The menus by name: actions, "|" between groups, "+" before a menu within. The cheat sheet has the same order.
MENUS: dict[str, tuple[str, ...]] = {
    "file": (
        "new", "open", "+recent", "welcome", "|", "import", "import_folder", "export", "|", "print", "pdf", "|",
        "withdraw", "withdraw_import", "bring_back", "|", "backups", "check_file", "|", "close",
    ),
    "edit": (
        "undo", "redo", "|", "copy", "delete", "+relabel", "describe", "note", "|",
        "find", "find_next", "find_previous", "|", "finish", "+status", "|", "labels", "settings",
    ),
    "label": (),
    "go": (
        "next_article", "previous_article", "|", "next_span", "previous_span", "|",
        "+caret", "+select", "+span", "|", "to_article", "filter", "table",
    ),
    "view": (
        "larger", "smaller", "actual_size", "|", "hide_tashkeel", "show_invisible", "+direction", "|",
        "strip", "reader", "|", "+theme",
    ),
    "team": (
        "people", "hand_out", "hand_in", "merge", "conflicts", "|", "agreement", "adjudicate",
        "side_by_side", "feedback", "second_reading", "history", "sync",
    ),
    "help": ("keys", "about"),
}  # fmt: skip
CHECKABLE = frozenset({"hide_tashkeel", "show_invisible", "strip", "reader"})
ICONS = {
    "import": "import",
    "export": "export",
    "undo": "undo",
    "redo": "redo",
    "delete": "delete",
    "next_article": "down",
    "previous_article": "up",
    "larger": "larger",
    "smaller": "smaller",
}


def tr(text: str) -> str:
    """The words in the language of the window."""
    return QCoreApplication.translate("Actions", text)


def action_words() -> dict[str, str]:
    """The words of each action, with the letter for Alt."""
    return {
        "new": tr("&New project…"),
        "open": tr("&Open project…"),
        "welcome": tr("&Welcome page"),
        "import": tr("&Import articles…"),
        "import_folder": tr("Import a &folder…"),
        "export": tr("&Export…"),
        "print": tr("&Print…"),
        "pdf": tr("Save as P&DF…"),
        "withdraw": tr("Wi&thdraw the article"),
        "withdraw_import": tr("Withdraw an i&mport…"),
        "bring_back": tr("&Bring back articles…"),
        "backups": tr("Bac&kups…"),
        "check_file": tr("C&heck the file…"),
        "history": tr("&History…"),
        "sync": tr("S&ync…"),
        "close": tr("&Close"),
        "undo": tr("&Undo"),
        "redo": tr("&Redo"),
        "copy": tr("&Copy"),
        "delete": tr("&Delete span"),
        "describe": tr("D&etails of the span"),
        "note": tr("&Note"),
        "find": tr("&Find in the article"),
        "find_next": tr("Find ne&xt"),
        "find_previous": tr("Find pre&vious"),
        "step_back": tr("Select &nothing"),
        "finish": tr("&Finish the article"),
        "labels": tr("La&bels…"),
        "settings": tr("Se&ttings…"),
        "next_article": tr("&Next article"),
        "previous_article": tr("&Previous article"),
        "next_span": tr("Next &span"),
        "previous_span": tr("Previous s&pan"),
        "to_article": tr("To the &article"),
        "filter": tr("To the &filter of articles"),
        "table": tr("To the &table of spans"),
        "larger": tr("&Larger letters"),
        "smaller": tr("&Smaller letters"),
        "actual_size": tr("&Normal letters"),
        "hide_tashkeel": tr("&Hide vowel marks"),
        "show_invisible": tr("Show &invisible signs"),
        "strip": tr("The span as s&tored"),
        "reader": tr("Pane for screen &readers"),
        "people": tr("&People and articles…"),
        "hand_out": tr("Hand &out…"),
        "hand_in": tr("Hand &in…"),
        "merge": tr("&Merge…"),
        "conflicts": tr("Co&nflicts…"),
        "agreement": tr("&Agreement…"),
        "adjudicate": tr("A&djudicate…"),
        "side_by_side": tr("&Side by side…"),
        "feedback": tr("&Feedback…"),
        "second_reading": tr("Second &reading…"),
        "keys": tr("&Keys"),
        "about": tr("&About Annotator"),
    }


def menu_words() -> dict[str, str]:
    """The words of each menu."""
    return {
        "file": tr("&File"),
        "edit": tr("&Edit"),
        "label": tr("&Label"),
        "go": tr("&Go"),
        "view": tr("&View"),
        "team": tr("&Team"),
        "help": tr("&Help"),
        "recent": tr("Open &recent"),
        "relabel": tr("Re&label as"),
        "status": tr("&Status of the article"),
        "theme": tr("&Theme"),
        "direction": tr("&Direction of the article"),
        "caret": tr("&Caret"),
        "select": tr("S&elect"),
        "span": tr("S&elected span"),
    }
