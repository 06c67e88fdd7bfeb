"""What a letter says of itself: authority, reference, dates, licence, regime, subject."""

from __future__ import annotations

from disclosed.furniture import furniture_lines, is_furniture, is_head_line, is_tail_line

__all__ = ["furniture_lines", "is_furniture", "is_head_line", "is_tail_line"]
