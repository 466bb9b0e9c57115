"""The command line: arguments in, use cases called, results printed. A promise to scripts; it decides nothing."""
