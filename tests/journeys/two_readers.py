"""Two people who read the guideline differently: their labels over the sample articles, as files."""

import json
import re
from pathlib import Path
from typing import Any

IN, OUT = "Amal", "Benoît"  # titles and clitics in, or out

# What stands before a name and, for some readers, belongs to it.
_NAMES = re.compile(
    r"(?P<title>(?:[وفبكل]?(?:ال)?مشير |le maréchal |l['’]|d['’])?)"
    r"(?P<name>خليفة حفتر|حفتر|Khalifa Haftar|Haftar|ONU|armée nationale libyenne)"
)
_CLAIM = re.compile(r"(?:وأكدت المصادر|La source a (?:confirmé|souligné))[^\n]{10,160}")
Range = tuple[int, int, str]


def write_sets(folder: Path, seeds: list[Path]) -> list[Path]:
    """One file for each of the two."""
    texts = {seed.name: seed.read_text(encoding="utf-8").replace("\r\n", "\n") for seed in seeds}
    made = []
    for owner in (IN, OUT):
        rows = [json.dumps(_row(owner, name, text), ensure_ascii=False) for name, text in texts.items()]
        path = folder / f"{owner}.jsonl"
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        made.append(path)
    return made


def _row(owner: str, name: str, text: str) -> dict[str, Any]:
    spans = marks(text, titles=owner == IN)
    return {
        "name": name,
        "text": text,
        "annotations": [{"owner": owner, "status": "finished", "spans": spans}],
    }


def marks(text: str, *, titles: bool) -> list[dict[str, Any]]:
    """The spans of one of the two: names, and claims with their speaker."""
    found: list[dict[str, Any]] = []
    for n, name in enumerate(_NAMES.finditer(text)):
        person = "aftar" in name["name"] or "حفتر" in name["name"]
        if not titles and n % 7 == 5:
            continue  # one is missed
        if not titles and n % 7 == 3:
            person = not person
        start = name.start() if titles else name.start("name")
        label = "PERSON" if person else "ORGANIZATION"
        found.append({"id": f"n{n}", "start": start, "end": name.end(), "label": label})
    speaker = next((one["id"] for one in found if one["label"] == "PERSON"), "")
    for n, claim in enumerate(_CLAIM.finditer(text)):
        end = claim.end() - (0 if titles else 3)
        links = {"links": {"speaker": [speaker]}} if speaker else {}
        found.append({"id": f"c{n}", "start": claim.start(), "end": end, "label": "CLAIM", **links})
    return found


def ranges(text: str, *, titles: bool) -> set[Range]:
    """The same without ids and links."""
    return {(one["start"], one["end"], one["label"]) for one in marks(text, titles=titles)}
