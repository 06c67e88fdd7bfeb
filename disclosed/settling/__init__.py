"""What was read + what a person settles beside it → tables, checks, and the package in memory."""
