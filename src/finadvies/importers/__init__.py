"""Clients from outside: files in TOML, JSON and JSON Lines, and standard input."""
