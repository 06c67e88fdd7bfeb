"""A file that someone adds → a letter's text without personal data, and what is drafted beside it."""
