"""Agreement between annotators: figures, and the places behind them. Takes spans, knows no project file."""
