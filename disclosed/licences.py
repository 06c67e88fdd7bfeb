"""The licences under which public authorities let their answers be re-used, as data.

Identifiers are those of the Open Definition, which SPDX shares. A licence that is not here is no open licence as far
as this project knows, and nothing is published under it by rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version"


@dataclass(frozen=True, slots=True)
class Licence:
    """An open licence; `attribution` holds the words it prescribes where a provider prescribes none, else ''.

    `words` are those that stand wherever its figures stand.
    """

    name: str
    title: str
    url: str
    attribution: str = ""

    @property
    def words(self) -> str:
        """Give the words it prescribes, else its title in a sentence."""
        return self.attribution or f"Licensed under {self.title}."


OGL3 = Licence(
    "OGL-UK-3.0",
    "Open Government Licence v3.0",
    f"{_OGL}/3/",
    "Contains public sector information licensed under the Open Government Licence v3.0.",
)
# What holds where a letter grants no open licence.
NO_LICENCE = Licence(
    "",
    "No open licence for letters that grant none: copyright law applies",
    "https://www.legislation.gov.uk/ukpga/1988/48",
)
NOT_COVERED = "Some letters grant no open licence: these words do not cover them."
LICENCES: dict[str, Licence] = {
    licence.name: licence
    for licence in (
        OGL3,
        Licence(
            "OGL-UK-2.0",
            "Open Government Licence v2.0",
            f"{_OGL}/2/",
            "Contains public sector information licensed under the Open Government Licence v2.0.",
        ),
        Licence(
            "OGL-UK-1.0",
            "Open Government Licence v1.0",
            f"{_OGL}/1/",
            "Contains public sector information licensed under the Open Government Licence v1.0.",
        ),
        Licence(
            "CC-BY-4.0",
            "Creative Commons Attribution 4.0 International",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        Licence("CC0-1.0", "Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    )
}


def is_mixed(names: Iterable[str]) -> bool:
    """Say whether letters under an open licence stand beside letters that grant none; each is named by its licence or ''."""
    return len({name in LICENCES for name in names}) > 1
