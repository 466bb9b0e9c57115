"""Project files: one SQLite file of permanent batches of revisions. The only layer that knows SQL."""
