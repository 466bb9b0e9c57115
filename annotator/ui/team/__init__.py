"""The windows of a team: its people and their articles, files that travel, merging, conflicts."""
