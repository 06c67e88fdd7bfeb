"""Rows of the package → sentences: titles, findings, notes, descriptions."""
