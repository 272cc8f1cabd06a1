"""Many clients at once: find them, advise each, one line a client in the order of the input."""
