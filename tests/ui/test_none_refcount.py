"""PySide6 6.12.0 on Python 3.11 lost one reference of None at every void call, until the process died."""

import sys

from PySide6.QtCore import QObject


def test_void_calls_do_not_lose_references_of_none(qapp):
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < 500
