"""Plain text: code points, graphemes, tokens, sentences, directions. Knows no annotation and no window."""
