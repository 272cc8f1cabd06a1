"""The dossier pack: a folder for each section of a dossier, the lists, a letter to each maker, the memorandum and an index."""
