"""Feedback to an annotator: where gold differs from the own marks, as a window and as pages."""
