"""Starting: displays, the application, refusals; also settings, dialogs, bug reports and picture files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from annotator.app.exporting import Undecided
from annotator.app.formats import exportable, importable
from annotator.app.opening import open_existing
from annotator.app.session import Session
from annotator.model.errors import Refused, Unavailable
from annotator.model.status import FINISHED
from annotator.ui.bug_report import BugReport
from annotator.ui.cheat_sheet import cheat_sheet
from annotator.ui.dialogs import ExportForm, ImportForm, PersonForm
from annotator.ui.display import can_open_window
from annotator.ui.files import system_user
from annotator.ui.icons import _DRAWINGS, icon
from annotator.ui.main_window import MainWindow
from annotator.ui.picture_file import draw_picture
from annotator.ui.settings import Settings
from annotator.ui.style import style_sheet
from annotator.ui.theme import THEMES, load_theme

START = "import sys; from pathlib import Path; from annotator.ui.application import open_window; "


def start(code: str, tmp_path: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    unset = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    env = {key: value for key, value in os.environ.items() if key not in unset}
    env |= {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_STATE_HOME": str(tmp_path / "state"), **changed}
    command = [sys.executable, "-W", "error", "-c", START + code]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)


# displays


@pytest.mark.parametrize(
    ("env", "can"),
    [
        ({}, False),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "xcb"}, False),
        ({"DISPLAY": ":4711"}, False),
        ({"WAYLAND_DISPLAY": "wayland-none", "XDG_RUNTIME_DIR": "/nowhere"}, False),
    ],
)
def test_whether_a_window_can_open_on_linux(
    env: dict[str, str], can: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert can_open_window(env) is can


def test_starts_of_the_program(tmp_path: Path) -> None:
    """One process for three starts: without a display, with a project that is not there, and for the first time."""
    code = (
        "import os\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "def look():\n"
        "    window = next(w for w in QApplication.topLevelWidgets() if hasattr(w, 'desk'))\n"
        "    print(window.documents.lines.rowCount(), window.desk.article.document.name)\n"
        "    window.close()\n"
        "print(open_window(None))\n"
        "print('--', file=sys.stderr)\n"
        "os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "print(open_window(Path('missing.annotator')))\n"
        "QTimer.singleShot(300, look)\n"
        "print(open_window(None))"
    )
    ran = start(code, tmp_path)
    assert ran.stdout.splitlines() == ["2", "1", "5 000_c35a0af7c1f46cdc.txt", "0"], ran.stderr
    without, _, missing = ran.stderr.partition("--\n")
    assert without.startswith("No window can open: there is no display here.")
    assert without.count("\n") == 1
    assert missing.startswith("There is no file missing.annotator.")
    assert "Traceback" not in missing


# settings


def test_settings_are_kept_in_a_file(tmp_path: Path, qapp: QApplication) -> None:
    ini, project = tmp_path / "s.ini", tmp_path / "a/b.annotator"
    settings = Settings(ini)
    assert (settings.theme(), settings.zoom(), settings.owner(project), settings.recent()) == (
        "light",
        100,
        "",
        [],
    )
    settings.set_theme("dark")
    settings.set_zoom(125)
    settings.set_owner(project, "محمد, the elder")
    settings.save()
    again = Settings(ini)
    assert (again.theme(), again.zoom(), again.owner(project)) == ("dark", 125, "محمد, the elder")
    assert again.owner(tmp_path / "a/c.annotator") == ""


def test_recent_projects_come_newest_first_and_only_while_they_exist(
    tmp_path: Path, qapp: QApplication
) -> None:
    settings = Settings(tmp_path / "s.ini")
    paths = [tmp_path / f"{i}.annotator" for i in range(10)]
    for path in paths:
        path.touch()
        settings.add_recent(path)
    settings.add_recent(paths[5])
    paths[8].unlink()
    assert [path.name[0] for path in settings.recent()] == ["5", "9", "7", "6", "4", "3", "2"]


@pytest.mark.parametrize(("user", "name"), [("amal", "amal"), ("gold", "annotator"), ("", "annotator")])
def test_the_systems_name_is_taken_where_it_can_be(
    user: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: user)
    assert system_user() == name


# dialogs


def test_the_import_form_gives_options(qtbot: QtBot) -> None:
    form = ImportForm([Path(f"{i}.txt") for i in range(5)], importable(), None)
    qtbot.addWidget(form)
    assert form.options().format == ""
    form.format.setCurrentIndex(form.format.findData("jsonl"))
    form.owner.setEditText(" Amal ")
    form.add_labels.setChecked(True)
    options = form.options()
    assert (options.format, options.owner, options.add_labels) == ("jsonl", "Amal", True)


def test_the_export_form_offers_everyone_only_where_the_format_holds_owners(qtbot: QtBot) -> None:
    form = ExportForm(exportable(), ["Amal", "Badr"], "Badr", None)
    qtbot.addWidget(form)
    form.format.setCurrentIndex(form.format.findData("jsonl"))
    assert form.options().owner == "all"
    form.format.setCurrentIndex(form.format.findData("jsonl-flat"))
    assert form.owner.findData("all") < 0
    assert form.options().owner == "Badr"
    form.only_finished.setChecked(True)
    assert form.options().finished


def test_a_person_needs_a_name(qtbot: QtBot) -> None:
    form = PersonForm("", None)
    qtbot.addWidget(form)
    ok = form.buttons.buttons()[0]
    assert not ok.isEnabled()
    form.name.setText("Amal")
    assert ok.isEnabled()


def test_the_keys_are_told(window: MainWindow, qtbot: QtBot) -> None:
    dialog = cheat_sheet(window, [("Edit", [("Undo", "Ctrl+Z")])])
    assert dialog.isVisible()
    dialog.close()
    window.questions.keys()
    window.questions.about()
    window.questions.add_me()
    window.questions.exchange.export()
    window.questions.exchange.import_chosen([Path("a.txt")])
    for asked in window.findChildren(type(dialog)):
        asked.close()


@pytest.mark.parametrize("theme", THEMES)
def test_every_icon_draws_something_in_every_theme(qapp: QApplication, theme: str) -> None:
    for name in _DRAWINGS:
        image = icon(name, load_theme(theme)).pixmap(16, 16).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), name


@pytest.mark.parametrize("theme", THEMES)
def test_the_rules_of_style_are_whole(theme: str) -> None:
    assert "{" not in style_sheet(load_theme(theme)).replace(" {", "").replace("\n{", "")


# bugs


def test_a_bug_is_logged_each_time_and_shown_once(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = BugReport(tmp_path / "bugs.log")
    for _ in range(2):
        report.take("Traceback: a bug")
    assert (tmp_path / "bugs.log").read_text().count("Traceback: a bug") == 2
    boxes = [
        box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()
    ]
    assert len(boxes) == 1
    next(b for b in boxes[0].buttons() if "Copy" in b.text()).click()
    assert QGuiApplication.clipboard().text() == "Traceback: a bug"
    assert "a bug" in capsys.readouterr().err


# pictures


@pytest.fixture
def marked(project_path: Path) -> Path:
    project = open_existing(project_path)
    Session(project, "Amal").mark(3, 12, 26, "PERSON")
    project.close()
    return project_path


def test_a_picture_and_its_map(marked: Path, tmp_path: Path, qapp: QApplication) -> None:
    out, where = tmp_path / "p.png", tmp_path / "p.json"
    draw_picture(marked, "fr.txt", out, width=600, map_path=where)
    image, drawn = QImage(str(out)), json.loads(where.read_text(encoding="utf-8"))
    assert [image.width(), image.height()] == drawn["size"]
    assert image.width() == 600
    (span,) = drawn["spans"]
    assert (span["start"], span["end"], span["label"]) == (12, 26, "PERSON")
    project = open_existing(marked)
    assert span["id"] == Session(project, "Amal").article(3).spans[0].item
    project.close()


def test_zoom_enlarges_the_letters_and_not_the_picture(
    marked: Path, tmp_path: Path, qapp: QApplication
) -> None:
    maps = []
    for zoom in (100, 200):
        draw_picture(marked, "3", tmp_path / "p.png", width=600, zoom=zoom, map_path=tmp_path / "p.json")
        maps.append(json.loads((tmp_path / "p.json").read_text(encoding="utf-8")))
    assert maps[0]["size"][0] == maps[1]["size"][0] == 600
    assert maps[1]["cells"][0]["rect"][3] == pytest.approx(2 * maps[0]["cells"][0]["rect"][3], rel=0.05)


def test_whose_annotations_must_be_clear(marked: Path, tmp_path: Path, qapp: QApplication) -> None:
    project = open_existing(marked)
    Session(project, "Badr").set_status(3, FINISHED)
    project.close()
    out = tmp_path / "p.png"
    with pytest.raises(Undecided, match="Amal, Badr"):
        draw_picture(marked, "fr.txt", out)
    draw_picture(marked, "fr.txt", out, owner="Badr", map_path=tmp_path / "p.json")
    assert json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))["spans"] == []
    with pytest.raises(Refused, match="no annotator Nobody"):
        draw_picture(marked, "fr.txt", out, owner="Nobody")


def test_a_picture_that_cannot_be_is_refused_and_leaves_nothing(
    marked: Path, tmp_path: Path, qapp: QApplication
) -> None:
    with pytest.raises(Refused):
        draw_picture(marked, "fr.txt", tmp_path / "p.png", width=20_000)
    with pytest.raises(Refused):
        draw_picture(marked, "no such article", tmp_path / "p.png")
    with pytest.raises(Unavailable):
        draw_picture(marked, "fr.txt", tmp_path / "nowhere" / "p.png")
    assert not list(tmp_path.rglob("*p.png*"))
