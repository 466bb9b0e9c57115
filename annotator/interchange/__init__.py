"""Other people's files: records read from them and written to them, streaming, without a project."""
