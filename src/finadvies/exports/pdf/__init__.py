"""The homework as a PDF: the paper as plain data, and the template that lays it out."""
