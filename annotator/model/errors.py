"""The two ways in which the program says no. Anything else that is raised is a bug."""


class AnnotatorError(Exception):
    """A sentence for the user: what happened, where, and what to do."""


class Refused(AnnotatorError):
    """A rule said no: bad offsets, a label that the project lacks, a finished document. Nothing was changed."""


class Unavailable(AnnotatorError):
    """The outside world said no: a file is missing, locked, damaged, newer, or the disk is full."""


class Gone(Unavailable):
    """A file that was open is not at its path any more."""


class Damaged(Unavailable):
    """A project file cannot be read as one; a backup, or what can be saved of it, may serve."""
