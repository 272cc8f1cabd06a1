"""The conversation: which question comes next, how it is put, what is done with the answer."""
