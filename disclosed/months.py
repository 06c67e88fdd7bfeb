"""The months in English, whatever language the machine speaks: as letters, settings and pages write them."""

from __future__ import annotations

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
