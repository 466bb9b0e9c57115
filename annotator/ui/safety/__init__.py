"""What the window does for the safety of a project: unsaved gestures, lost files, backups, checks."""
