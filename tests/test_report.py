"""What a build says at its end."""

from __future__ import annotations

from disclosed.report import Unpublished


def test_a_build_says_which_letters_wait_and_how_they_are_settled() -> None:
    names = [f"bins/town-{number}" for number in range(1, 9)]
    told = list(Unpublished([*names, "bins/out"], ["bins/a", "bins/b"]).told(["bins/out", "bins/town-1"]))
    assert told == [
        (
            "7 letters wait as drafts, and no build publishes one:"
            " bins/town-2, bins/town-3, bins/town-4, bins/town-5, bins/town-6 and 2 more."
        ),
        "2 letters wait in inbox/ until somebody says what is personal data.",
        "Run `python3 build.py serve`: it shows what waits in each, and settles it at a click.",
    ]
    assert list(Unpublished(["bins/out"]).told(["bins/out"])) == []
