"""Disclosed: Freedom of Information response letters → a validated data package → a static site."""
