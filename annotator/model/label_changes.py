"""Changes of a label set, each giving a new label set that reads back from its own body."""

from collections.abc import Iterable
from dataclasses import replace

from annotator.model.label_file import read_label_set, write_label_set
from annotator.model.labels import LANE, Label, LabelSet, Layer

# Light and dark colours for labels that come without any, told apart by colour-blind people too.
_PALETTE = (("#7a4b00", "#e6b35c"), ("#00607a", "#6cc5dd"), ("#8a1c5a", "#f08fc0"), ("#3f5c00", "#a8cf5a"))


def with_new_labels(labels: LabelSet, names: Iterable[str]) -> LabelSet:
    """The label set with further labels in its first layer of names. Raises Refused for a name unfit for a label."""
    layers = labels.layers
    layer = next((layer.name for layer in layers if layer.style == LANE), "")
    if not layer:
        layer = "entities"
        layers = (*layers, Layer(layer))
    added: list[Label] = []
    for name in names:
        light, dark = _PALETTE[(len(labels.labels) + len(added)) % len(_PALETTE)]
        added.append(Label(name, layer, short=name[:3].upper(), light=light, dark=dark))
    changed = replace(labels, layers=layers, labels=(*labels.labels, *added))
    return read_label_set(write_label_set(changed), file="the label set")
