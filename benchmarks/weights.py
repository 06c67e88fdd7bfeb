"""Judge the reader's weights leave-one-out.

    python -m benchmarks.weights [LETTERS …]

Every folder of LETTERS (tests/letters and tests/more_letters unless told) holds letters with truth beside them. All are read with
each weight of `candidates.py` set to nothing, to half and to double while the others stand. A letter's score is its figures with
the right labels, less three for each wrong one, and its right outcomes. For each letter the set that is best on all the others is
chosen, and the letter read with that: the sum is the score left out. Prints each change that moves a letter, and both scores.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections import Counter
from pathlib import Path

from disclosed.reading.candidates import WEIGHTS
from disclosed.reading.inspection import render_json
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from tests.score_reading import score

ROOT = Path(__file__).resolve().parent.parent
WRONG = 3  # what a wrong figure takes away

Change = tuple[str, int] | None  # a weight and what it is set to; None leaves all as they stand
Tallies = dict[Change, list[Counter[str]]]  # a tally a letter


def main(arguments: list[str]) -> None:
    """Read every letter with every change; a change has a process of its own, since what was read is remembered."""
    folders = [Path(name) for name in arguments] or [ROOT / "tests/letters", ROOT / "tests/more_letters"]
    letters = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    tasks = [(change, letters) for change in changes()]
    with multiprocessing.get_context("spawn").Pool(maxtasksperchild=1) as pool:
        read = pool.starmap(read_all, tasks, chunksize=1)
    told(letters, dict(zip(changes(), read, strict=True)))


def changes() -> list[Change]:
    """Give no change, then each weight at nothing, half and double where that is another number."""
    made: list[Change] = [None]
    for name, weight in WEIGHTS.items():
        made += [(name, other) for other in dict.fromkeys((0, int(weight / 2), weight * 2)) if other != weight]
    return made


def read_all(change: Change, letters: list[Path]) -> list[Counter[str]]:
    """Read letters with one weight changed and count what is right and wrong in each."""
    WEIGHTS.update([change] if change else [])
    tallies: list[Counter[str]] = []
    for path in letters:
        letter = parse_letter(path.read_bytes())
        truth = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
        read = json.loads(render_json(read_letter(letter)))
        tallies.append(score(truth, read, [line.text for line in letter.lines]))
    return tallies


def wrong(tally: Counter[str]) -> int:
    """Count the figures that the truth does not have."""
    return tally["figures read"] - tally["figures found"]


def worth(tally: Counter[str]) -> int:
    """Score a letter."""
    return tally["figures labelled"] - WRONG * wrong(tally) + tally["outcome right"]


def told(letters: list[Path], tallies: Tallies) -> None:
    """Print each change that moves a letter, the score as the weights stand, and the score left out."""
    worths = {change: list(map(worth, read)) for change, read in tallies.items()}
    whole = sum(tallies[None], Counter())
    print(f"{len(letters)} letters, {whole['figures']:,} figures, {whole['questions']:,} questions")
    for change, read in tallies.items():
        moved = [path for path, one, stands in zip(letters, worths[change], worths[None], strict=True) if one != stands]
        if moved or change is None:
            whole = sum(read, Counter())
            print(f"{f'{change[0]}: {change[1]}' if change else 'as they stand':40}", end="")
            print(
                f"labels {whole['figures labelled']:,}  outcomes {whole['outcome right']:,}  wrong {wrong(whole)}",
                end="",
            )
            print(f"  score {sum(worths[change]):,}  {', '.join(path.name.split('-')[0] for path in moved)}")
    left_out = [one[place] for place, one in enumerate(chosen(worths, len(letters)))]
    others = sum(one is not worths[None] for one in chosen(worths, len(letters)))
    print(
        f"score as they stand {sum(worths[None]):,}, left out {sum(left_out):,}; other weights chosen in {others} folds"
    )


def chosen(worths: dict[Change, list[int]], letters: int) -> list[list[int]]:
    """Choose for each letter the scores of the change that is best on all other letters; no change where it is level."""
    rest = [{change: sum(scores) - scores[place] for change, scores in worths.items()} for place in range(letters)]
    return [worths[max(one, key=lambda change: (one[change], change is None))] for one in rest]


if __name__ == "__main__":
    main(sys.argv[1:])
