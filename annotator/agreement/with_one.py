"""Strict F1 of each annotator of an article with one of them, such as gold, without anything else being counted."""

from annotator.agreement.article import Article, takes_part


def strict_with(article: Article, one: str, labels: frozenset[str]) -> dict[str, tuple[int, int]]:
    """For each other annotator the spans that both have, and the spans of both sides; empty without that one."""
    if one not in article.sets:
        return {}
    marks = {
        owner: {
            (span.start, span.end, span.label)
            for span in spans
            if span.label in labels and takes_part(article, span)
        }
        for owner, spans in article.sets.items()
    }
    theirs = marks.pop(one)
    return {owner: (len(own & theirs), len(own) + len(theirs)) for owner, own in marks.items()}
