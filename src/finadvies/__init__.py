"""finadvies: which financing mixes fit a client, and which papers they take."""

__version__ = "0.1.0"
