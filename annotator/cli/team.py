"""The verbs of a team: those about people, about files that travel, and about bad days."""

from annotator.cli import assigning, handing, merging, rewinding, safety, syncing

VERBS = (*merging.VERBS, *assigning.VERBS, *handing.VERBS, *rewinding.VERBS, *safety.VERBS, *syncing.VERBS)
