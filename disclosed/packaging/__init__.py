"""The package in memory ⇄ the files of `datapackage/`, and every check on them."""
