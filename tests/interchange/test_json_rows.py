"""JSON objects out of files: lines, arrays, objects one after another, encodings, limits."""

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.interchange import rows as rows_module
from annotator.interchange.record import Problem
from annotator.interchange.rows import Row, rows
from annotator.interchange.source import SourceFile


def rows_of(data: bytes, encoding: str = "", limit: int = 1 << 20) -> tuple[list[Any], list[Problem]]:
    found = list(rows(SourceFile("f", lambda: io.BytesIO(data)), encoding, limit=limit))
    return [r.value for r in found if isinstance(r, Row)], [p for p in found if isinstance(p, Problem)]


def places(data: bytes) -> list[str]:
    return [item.place for item in rows(SourceFile("f", lambda: io.BytesIO(data)))]


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1}\n{"b":"]"}',
        b'\xef\xbb\xbf{"a":1}\r\n\r\n  \n{"b":"]"}\r\n',
        b'[{"a":1},{"b":"]"}]',
        b'\xef\xbb\xbf \n[\n {"a":1}\n,\n {"b":"]"}\n]\n',
        b'{\n "a":1\n}\n{\n "b":"]"\n}\n',
        b'{"a":1}\n\xef\xbb\xbf{"b":"]"}\n',
    ],
)
def test_layouts(data: bytes) -> None:
    assert rows_of(data) == ([{"a": 1}, {"b": "]"}], [])


def test_places() -> None:
    assert places(b'\n{"a":1}\nx\n{}') == ["f, line 2", "f, line 3", "f, line 4"]
    assert places(b'[{"a":1}, 5, {}]') == ["f, record 1", "f, record 2", "f, record 2"]


@pytest.mark.parametrize(
    ("data", "values", "reason"),
    [
        (b'[{"a":1},]', [{"a": 1}], "','"),
        (b'[,{"a":1}]', [{"a": 1}], "','"),
        (b'[{"a":1} {"b":2}]', [{"a": 1}, {"b": 2}], "''"),
        (b'[{"a":1}', [{"a": 1}], "the file ends"),
        (b'[{"a":1},{"b":', [{"a": 1}], "the file ends"),
        (b'[{"a":1}]x', [{"a": 1}], "'x'"),
        (b'[{"a":1}]]', [{"a": 1}], "']'"),
        (b'[{"a":1},"x"]', [{"a": 1}], "x"),
        (b'[{"a":1},{"b":NaN},{"c":3}]', [{"a": 1}, {"c": 3}], "not JSON"),
        (b'[{"a":1},{"b":2,},{"c":3}]', [{"a": 1}, {"c": 3}], "not JSON"),
        (b'[{"a":1},[2]]', [{"a": 1}], "not a JSON object"),
    ],
)
def test_a_broken_part_of_an_array_costs_only_itself(data: bytes, values: list[Any], reason: str) -> None:
    found, problems = rows_of(data)
    assert found == values
    assert len(problems) == 1
    assert reason in problems[0].reason


JSON = st.recursive(
    st.none() | st.integers(-99, 99) | st.text(st.sampled_from('a"\\[]{},ع📰'), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(['"', "[", "k"]), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(
    values=st.lists(st.dictionaries(st.just("x"), JSON), min_size=1, max_size=5),
    indent=st.none() | st.just(1),
    size=st.integers(1, 9),
)
def test_an_array_is_cut_at_its_values_wherever_the_chunks_end(
    values: list[Any], indent: int | None, size: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_module, "CHUNK", size)
        patch.setattr(rows_module, "HEAD", size)
        array = json.dumps(values, indent=indent, ensure_ascii=False).encode()
        assert rows_of(array) == (values, [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_wide_encodings(encoding: str) -> None:
    data = '{"text":"قال عليّ 📰"}\r\n{"text":"x"}\n'.encode(encoding)
    found, problems = rows_of(data)
    assert found == [{"text": "قال عليّ 📰"}, {"text": "x"}]
    assert [p.kind for p in problems if not p.refused] == ([] if encoding == "utf-8-sig" else ["encoding"])


def test_eight_bit_encodings_are_named_or_guessed() -> None:
    text = "قال رئيس الحكومة إن الوزير سيزور باريس الأسبوع المقبل"
    data = json.dumps({"text": text}, ensure_ascii=False).encode("cp1256")
    for encoding in ("", "windows-1256"):
        found, problems = rows_of(data, encoding)
        assert found == [{"text": text}]
        assert [(p.kind, p.refused) for p in problems] == [("encoding", False)]
    _, problems = rows_of(data, "klingon")
    assert [p.kind for p in problems] == ["file"]


def test_one_broken_row_does_not_turn_the_others_into_another_encoding() -> None:
    data = '{"text":"é"}\n'.encode("cp1252") + '{"text":"قال"}\n'.encode()
    found, problems = rows_of(data)
    assert found == [{"text": "قال"}]
    assert [p.place for p in problems] == ["f, line 1"]


def test_a_row_beyond_the_limit_is_refused_and_the_next_is_read() -> None:
    long = json.dumps({"text": "x" * 3000}).encode()
    found, problems = rows_of(b'{"a":1}\n' + long + b'\n{"b":2}\n', limit=1000)
    assert found == [{"a": 1}, {"b": 2}]
    assert [p.place for p in problems] == ["f, line 2"]


def test_a_record_of_an_array_beyond_the_limit_ends_the_reading() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_module, "CHUNK", 100)
        found, problems = rows_of(b'[{"a":1},{"b":"' + b"x" * 5000 + b'"},{"c":3}]', limit=1000)
    assert found == [{"a": 1}]
    assert "longer than" in problems[0].reason


class _Endless(io.RawIOBase):
    """A file of many megabytes that is never whole in memory."""

    def __init__(self, piece: bytes, times: int, before: bytes = b"", after: bytes = b"") -> None:
        self._parts = iter([before, *[piece] * times, after])
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._left = part
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


@pytest.mark.parametrize("array", [False, True])
def test_a_large_file_is_streamed(array: bool) -> None:
    line = json.dumps({"text": "x" * 20_000}).encode()
    piece, before, after = (line + b",\n", b"[", b"{}]") if array else (line + b"\n", b"", b"")
    times = 2_000  # 40 MB

    def opened() -> io.BufferedReader:
        return io.BufferedReader(_Endless(piece, times, before, after))

    tracemalloc.start()
    count = sum(isinstance(row, Row) for row in rows(SourceFile("f", opened)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == times + array
    assert peak < 8_000_000
