"""The use cases: what a person or a script can do with a project. No window, no SQL, no file formats of its own."""

from annotator.model.errors import AnnotatorError, Refused, Unavailable

__all__ = ["AnnotatorError", "Refused", "Unavailable"]
