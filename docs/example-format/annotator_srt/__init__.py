"""Subtitles for Annotator: an example of a format that comes from a package of its own."""
