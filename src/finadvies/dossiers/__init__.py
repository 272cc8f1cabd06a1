"""Dossiers: one folder for each client, saved so that nothing is ever half written."""
