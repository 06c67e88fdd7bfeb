"""Words brought to one form, so that a question's and its answer's can be told to be the same: "owned", "own"; "spent", "spending".

Light, and wrong for many a word: what is compared is always several words, and how rare each is among the questions.
"""

from __future__ import annotations

import re
from functools import lru_cache

from disclosed.reading.lines import fold

LENGTH = 5  # letters that are kept: "settled", "settlements"; "refused", "refusals"
LEAST = 3  # letters that an ending must leave

_WORD = re.compile(r"[a-z]{3,}")
_IRREGULAR = {
    form: word
    for word, forms in {
        "spend": "spent", "pay": "paid", "hold": "held", "sell": "sold sale sales", "buy": "bought", "leave": "left leaver leavers",
        "lose": "lost loss losses", "make": "made", "send": "sent", "take": "took taken", "give": "gave given", "find": "found",
        "build": "built", "bring": "brought", "keep": "kept", "meet": "met", "cost": "costs", "wait": "waits waiting waited",
        "child": "children", "person": "people", "man": "men", "woman": "women", "average": "mean", "go": "gone went",
        "choose": "chose chosen", "drive": "drove driven", "die": "died dying deaths death", "break": "broke broken",
        "withdraw": "withdrew withdrawn", "arise": "arose arisen", "begin": "began begun", "owe": "owed owes owing", "let": "lets letting",
    }.items()
    for form in forms.split()
}  # fmt: skip
_ENDING = re.compile(r"(?:(?<=[^s])s|ing|ings|ed|es|er|ers|e)$")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Bring a folded word to its stem: its inflection off, a doubled letter made one, and no more than its first letters."""
    if word in _IRREGULAR:
        return _IRREGULAR[word][:LENGTH]
    ending = _ENDING.search(word)
    if ending and ending.start() >= LEAST:
        word = word[: ending.start()]
        if len(word) > LEAST and word[-1] == word[-2] and word[-1] not in "ls":
            word = word[:-1]
    word = f"{word[:-1]}i" if word[-1] == "y" else word
    return word[:LENGTH]


def stems(text: str, leave_out: frozenset[str] = frozenset()) -> frozenset[str]:
    """Give the stems of a text's words but for those that say nothing of what it speaks of."""
    return frozenset(stem(word) for word in _WORD.findall(fold(text)) if word not in leave_out)
