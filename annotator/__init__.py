"""Label news articles in Arabic, French, English and any mix of them: exact spans, nothing lost."""

__version__ = "0.1.0"
