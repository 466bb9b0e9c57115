"""Syncing with a server of the team, from the window."""
