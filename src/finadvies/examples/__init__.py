"""Client files shipped with the program: one invented bakery and the eight cases of the study."""
