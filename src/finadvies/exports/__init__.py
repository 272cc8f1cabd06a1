"""Advice laid out for people and programs: screens, papers, tables, JSON. Nothing is worked out here."""
