"""The few rules that the window adds to the Fusion style, in the colours of a theme."""

from annotator.paths import resource
from annotator.ui.theme import Theme

_RULES = """
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {border}; padding: 4px; }}
QToolBar {{ border: 0; border-bottom: 1px solid {line}; padding: 4px 8px; spacing: 2px; }}
QToolBar QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: 5px; }}
QToolBar QToolButton:hover {{ background: {hover}; }}
QToolBar QToolButton:pressed, QToolBar QToolButton:open {{ background: {selection}; }}
QToolBar QToolButton:focus {{ border-color: {accent}; }}
OwnerButton::menu-indicator {{ image: none; width: 0; }}
QToolBar::separator {{ width: 1px; margin: 5px 7px; background: {line}; }}
QMenuBar {{ background: {window}; padding: 2px 4px; }}
QMenuBar::item {{ background: transparent; padding: 4px 9px; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {hover}; }}
QStatusBar {{ border-top: 1px solid {line}; }}
QStatusBar::item {{ border: 0; }}
QSplitter::handle:horizontal {{ background: {line}; }}
QTableView {{ border: 1px solid {line}; border-radius: 4px; background: {surface}; }}
QTableView:focus, QListWidget:focus, QPlainTextEdit:focus {{ border-color: {accent}; }}
QTableView::item {{ padding: 0 5px; border: 0; }}
QTableView::item:selected {{ background: {selection}; color: {selection_text}; }}
QHeaderView {{ background: {surface}; border: 0; }}
QHeaderView::section {{
    background: {surface}; color: {muted}; border: 0; border-bottom: 1px solid {line}; padding: 5px 7px;
}}
QProgressBar {{ border: 1px solid {border}; border-radius: 4px; background: {surface}; max-height: 12px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QListWidget, QPlainTextEdit {{ border: 1px solid {line}; border-radius: 4px; background: {surface}; }}
QListWidget::item {{ padding: 5px; }}
QListWidget::item:selected {{ background: {selection}; color: {selection_text}; }}
ChoiceRow {{ border-radius: 5px; border: 1px solid transparent; }}
ChoiceRow[current="true"] {{ background: {hover}; }}
ChoiceRow QToolButton {{ border: 1px solid {line}; border-radius: 5px; padding: 2px 7px; background: {surface}; }}
ChoiceRow QToolButton:hover {{ border-color: {accent}; }}
ChoiceRow QToolButton:checked {{ background: {selection}; color: {selection_text}; border-color: {accent}; }}
QCheckBox::indicator, QListWidget::indicator, QGroupBox::indicator {{
    width: 12px; height: 12px; border: 1px solid {border}; border-radius: 2px; background: {surface};
}}
QCheckBox::indicator:checked, QListWidget::indicator:checked, QGroupBox::indicator:checked {{
    background: {accent}; border-color: {accent}; image: url("{tick}");
}}
QCheckBox::indicator:checked:disabled {{ background: {border}; border-color: {border}; }}
QCheckBox::indicator:focus {{ border: 2px solid {accent}; width: 10px; height: 10px; }}
QRadioButton::indicator {{
    width: 12px; height: 12px; border: 1px solid {border}; border-radius: 7px; background: {surface};
}}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 4px solid {accent}; }}
ArticleView {{ border: 1px solid {line}; border-radius: 4px; }}
ArticleView:focus {{ border-color: {accent}; }}
"""


def style_sheet(theme: Theme) -> str:
    """The rules in the theme's colours. Lines between panels are fainter than the borders of controls."""
    ground, ink = theme.window, theme.border
    return _RULES.format(
        window=theme.window,
        surface=theme.surface,
        text=theme.text,
        muted=theme.muted,
        accent=theme.accent,
        tick=_tick(theme),
        border=theme.border,
        selection=theme.selection,
        selection_text=theme.selection_text,
        line=_mix(ground, ink, 1.0 if theme.name == "high-contrast" else 0.35),
        hover=_mix(ground, ink, 0.25),
    )


def _tick(theme: Theme) -> str:
    """The file of a tick that can be seen on the accent: dark on a light one, light on a dark one."""
    red, green, blue = (int(theme.accent[i : i + 2], 16) for i in (1, 3, 5))
    shade = "dark" if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "light"
    return resource("resources", "icons", f"tick-{shade}.svg").as_posix()


def _mix(ground: str, ink: str, share: float) -> str:
    """A colour between two "#rrggbb", that share of the way to the second."""
    pairs = [(int(ground[i : i + 2], 16), int(ink[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
