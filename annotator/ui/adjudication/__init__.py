"""The adjudication window: the queue of cards, one card, and one key for each decision."""
