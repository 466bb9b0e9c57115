"""Text files with one article for each block between blank lines."""

from interchange_help import read

from annotator.interchange import txt
from annotator.interchange.format import ReadOptions
from annotator.model.document import default_id

BY = txt.FORMAT
BLOCKS = ReadOptions(fields={"articles": "block"})


def test_blocks_are_articles() -> None:
    text = "\r\n\r\nUn\r\ndeux\r\n \t\r\n\r\n  trois \r\n\r\nأربعة"
    found, problems = read(text.encode(), BLOCKS, name="n.txt", by=BY)
    assert [(r.text, r.name, r.place) for r in found] == [
        ("Un\ndeux", "n.txt 1", "n.txt, line 3"),
        ("  trois ", "n.txt 2", "n.txt, line 7"),
        ("أربعة", "n.txt 3", "n.txt, line 9"),
    ]
    assert found[0].id == default_id("Un\ndeux")
    assert problems == []


def test_one_block_and_none() -> None:
    assert [r.text for r in read(b"one\ntwo\n", BLOCKS, name="n.txt", by=BY)[0]] == ["one\ntwo"]
    found, problems = read(b" \n\n\t\n", BLOCKS, name="n.txt", by=BY)
    assert (found, [p.kind for p in problems]) == ([], ["empty"])


def test_other_words_are_refused() -> None:
    found, problems = read(b"one", ReadOptions(fields={"articles": "page"}), name="n.txt", by=BY)
    assert found == []
    assert [(p.kind, "block" in p.fix) for p in problems] == [("file", True)]
