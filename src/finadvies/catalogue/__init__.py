"""The catalogue and the checklists as files: find, read, check, compare."""
