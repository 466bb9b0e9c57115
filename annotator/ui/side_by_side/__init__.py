"""Several annotators' layers over one article: in columns that scroll in step, or in lanes of one view."""
