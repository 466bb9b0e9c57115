"""The history in a window: who did what when, and going back."""
