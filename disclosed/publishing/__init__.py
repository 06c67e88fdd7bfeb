"""The package → every page and file of the site."""
