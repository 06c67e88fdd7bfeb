"""A letter's bytes → what was read: lines, tokens, questions, figures, doubts."""
