"""Whether a window can open at all, asked before Qt, which would end the process without a sentence."""

import ctypes
import sys
from collections.abc import Mapping
from pathlib import Path

NO_DISPLAY = (
    "No window can open: there is no display here. These commands need none: "
    "new, import, export, mark, list, show, picture; `annotator --help` names them all."
)


def can_open_window(env: Mapping[str, str]) -> bool:
    """Whether Qt will find a screen; a platform that the user names to Qt is taken at their word."""
    if not sys.platform.startswith("linux"):
        return True
    platform = env.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if platform and platform not in ("xcb", "wayland"):
        return True
    return (platform != "xcb" and _wayland(env)) or (platform != "wayland" and _x11(env))


def _wayland(env: Mapping[str, str]) -> bool:
    name = env.get("WAYLAND_DISPLAY", "")
    return bool(name) and (Path(env.get("XDG_RUNTIME_DIR", "/")) / name).is_socket()


def _x11(env: Mapping[str, str]) -> bool:
    """Whether the X server answers, which only its own library can tell (sockets, hosts, cookies)."""
    if not env.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(env["DISPLAY"].encode(), None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
