"""A text → what in it tells of a person, what may, and the text without it."""
