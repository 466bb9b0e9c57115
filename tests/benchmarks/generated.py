"""Generated articles of news-like words with thirty spans each, the same ones on every machine."""

import random
from pathlib import Path

import orjson

from annotator import paths

LENGTH, SPANS = 2_591, 30  # code points of a text (about 4 kB of UTF-8), spans of one owner
LABELS = ("PERSON", "ORGANIZATION", "CLAIM")


def words() -> list[str]:
    """All words of the sample articles."""
    seeds = sorted(paths.resource("seeds").glob("*.txt"))
    return [word for seed in seeds for word in seed.read_text(encoding="utf-8").split()]


def article(known: list[str], number: int, length: int = LENGTH) -> str:
    """One text of exactly that many code points."""
    chance = random.Random(number)
    parts: list[str] = []
    size = 0
    while size <= length:
        parts.append(chance.choice(known))
        size += len(parts[-1]) + 1
    return " ".join(parts)[:length]


def places(number: int, length: int = LENGTH, count: int = SPANS) -> list[tuple[int, int, str]]:
    """Different ranges with labels, nested and crossing as they fall."""
    chance = random.Random(number)
    found: dict[tuple[int, int, str], None] = {}
    while len(found) < count:
        start = chance.randrange(0, length - 60)
        found[start, start + chance.randrange(3, 60), chance.choice(LABELS)] = None
    return list(found)


def write_articles(path: Path, count: int) -> None:
    """A JSONL file of `count` articles, each with thirty spans of A1."""
    known = words()
    with path.open("wb") as file:
        for number in range(count):
            spans = [{"start": start, "end": end, "label": label} for start, end, label in places(number)]
            owned = {"owner": "A1", "status": "finished", "spans": spans}
            row = {"id": f"a{number:06}", "name": f"{number:06}.txt", "text": article(known, number)}
            file.write(orjson.dumps({**row, "annotations": [owned]}) + b"\n")
