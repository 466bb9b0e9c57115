"""CoNLL with a file for each layer: the format of `conll` as a folder."""

from dataclasses import replace

from annotator.interchange import conll
from annotator.interchange.conll_write import write_layers

FORMAT = replace(
    conll.FORMAT,
    name="conll-layers",
    title="CoNLL / IOB, a file for each layer",
    read=None,
    write=write_layers,
    folder=True,
)
