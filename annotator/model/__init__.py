"""What is annotated and by what rules: documents, spans, labels, revisions. No storage, no window."""
