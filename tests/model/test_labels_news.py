"""What people find in the label set that the program ships."""

import hashlib

import pytest

from annotator.model.label_file import read_label_set, write_label_set
from annotator.model.labels import Label
from annotator.paths import resource

FILE = resource("labels", "news.toml")
NEWS = read_label_set(FILE.read_text(encoding="utf-8"), file=FILE.name)
LANGUAGES = {"ar", "fr", "en"}


def test_it_defines_people_organizations_and_claims() -> None:
    assert NEWS.names == ("PERSON", "ORGANIZATION", "CLAIM")
    assert [label.short for label in NEWS.labels] == ["PER", "ORG", "CLM"]
    assert [label.key for label in NEWS.labels] == ["F2", "F3", "F4"]
    assert [(layer.name, layer.style, layer.snap) for layer in NEWS.layers] == [
        ("entities", "lane", "clitic"), ("claims", "tint", "token"),
    ]  # fmt: skip
    assert [label.layer for label in NEWS.labels] == ["entities", "entities", "claims"]


def test_a_claim_has_a_speaker_and_four_attributes() -> None:
    claim = NEWS.labels[2]
    assert [(link.role, link.targets) for link in claim.links] == [("speaker", ("PERSON", "ORGANIZATION"))]
    assert {attribute.name: attribute.values for attribute in claim.attributes} == {
        "check_worthiness": ("high", "medium", "low"),
        "certainty": ("asserted", "hedged", "denied"),
        "quotation": ("direct", "indirect"),
        "speaker_kind": ("named", "role", "unnamed", "country"),
    }
    assert [label.attributes + label.links for label in NEWS.labels[:2]] == [(), ()]


@pytest.mark.parametrize("label", NEWS.labels, ids=NEWS.names)
def test_everything_that_the_window_shows_has_three_names(label: Label) -> None:
    named = [label.names, label.guideline, *(link.names for link in label.links)]
    named += [names for each in label.attributes for names in (each.names, *each.value_names.values())]
    assert [set(names) for names in named] == [LANGUAGES] * len(named)
    assert all(text.strip() for names in named for text in names.values())
    assert all(set(each.value_names) == set(each.values) for each in label.attributes)


def test_layers_and_the_common_guideline_have_three_languages() -> None:
    assert [set(layer.names) for layer in NEWS.layers] == [LANGUAGES] * 2
    assert set(NEWS.guideline) == LANGUAGES


def test_the_program_would_write_it_as_it_stands() -> None:
    assert rows(write_label_set(NEWS)) == rows(NEWS.body)


def rows(body: str) -> list[str]:
    return [row for row in body.split("\n") if not row.startswith("#")]


def test_the_notes_on_the_samples_name_every_file_with_its_hash() -> None:
    folder = resource("seeds")
    notes = (folder / "README.md").read_text(encoding="utf-8")
    samples = sorted(folder.glob("*.txt"))
    assert len(samples) == 5
    for sample in samples:
        data = sample.read_bytes()
        text = data.decode()
        (row,) = [row for row in notes.split("\n") if f"`{sample.name}`" in row]
        assert [cell.strip() for cell in row.split("|")[3:6]] == [
            f"{len(text.split()):,}", f"{len(text):,}", f"`{hashlib.sha256(data).hexdigest()}`",
        ]  # fmt: skip
