"""The inbox: what is asked, what an answer does, and that nothing of a person gets past it in names, comments or beside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from disclosed.adding.doubts import Doubt, clean, clean_beside, replace_words
from disclosed.adding.drafting import HOW
from disclosed.adding.waiting import (
    Answer,
    Waiting,
    answers_of,
    apply_answers,
    kept_of,
    left_to_decide,
    persons_of,
    settings_to_file,
    settings_to_wait,
)
from disclosed.findings import UserError
from disclosed.privacy.mentions import Known
from disclosed.yaml_source import parse_yaml
from tests.test_add import ALLOTMENTS, add, filed, save, serious, written
from tests.test_add import project as project  # noqa: PLC0414 - a fixture

NAME = "allotments/fernleigh-district-council"
ASKED = ALLOTMENTS.replace("14\n", "14, says Dr Quillfeather.\n")


def settings(project: Path) -> str:
    return (project / f"inbox/{NAME}.yml").read_text("utf-8")


def decide(project: Path, **decisions: str) -> None:
    """Answer the doubts by the last word of what they ask about."""
    text = settings(project)
    for word, decision in decisions.items():
        text, made = re.subn(rf'(words: ".*{word}"\n.*\n    decide: )undecided', rf"\g<1>{decision}", text)
        assert made
    (project / f"inbox/{NAME}.yml").write_text(text, "utf-8")


KEEP = "keep\n    reason: Public."


def test_a_redacted_name_is_looked_for_in_all_the_letter(project: Path, tmp_path: Path) -> None:
    letter = ASKED.replace("735\n", "735\nSee https://council.example/quillfeather-plots. Dr J Quillfeather agreed.\n")
    add(project, save(tmp_path, "a.txt", letter))
    decide(project, Quillfeather="redact")
    add(project)
    text = filed(project, f"{NAME}.txt")
    assert "uillfeather" not in text
    assert text.count("[redacted: name]") == 3
    assert serious(project) == []


def test_a_short_name_is_not_redacted_inside_a_longer_one() -> None:
    answers = [Answer(1, "Dr Ma", "redact", "", 1), Answer(1, "Dr Malik", "keep", "Public.", 2)]
    assert apply_answers("Dr Ma asked Dr Malik.", answers) == "[redacted: name] asked Dr Malik."
    assert replace_words("Ma, Malik, Ma", "Ma", "-") == "-, Malik, -"


def test_what_is_kept_is_kept_on_its_line_alone(project: Path, tmp_path: Path) -> None:
    letter = ASKED.replace("Freedom of", "We thank Dr Quillfeather.\n\nFreedom of", 1)
    add(project, save(tmp_path, "a.txt", letter))
    text = settings(project)
    first, second = text.index("decide: undecided"), text.rindex("decide: undecided")
    assert first < second
    text = text[:first] + "decide: redact" + text[first + 17 : second] + "decide: " + KEEP + text[second + 17 :]
    (project / f"inbox/{NAME}.yml").write_text(text, "utf-8")
    add(project)
    lines = filed(project, f"{NAME}.txt").split("\n")
    assert [line for line in lines if "Quillfeather" in line or "redacted" in line] == [
        "We thank [redacted: name].",
        "14, says Dr Quillfeather.",
    ]
    assert "  - finding: personal_data\n    line: 13\n    reason: Public.\n    by: editor\n" in filed(
        project, f"{NAME}.yml"
    )
    assert serious(project) == []


def test_whoever_keeps_words_is_named_where_they_are_settled(project: Path, tmp_path: Path) -> None:
    add(project, save(tmp_path, "a.txt", ASKED))
    decide(project, Quillfeather=f'{KEEP}\n    by: "Records team: 2"')
    add(project)
    assert '    reason: Public.\n    by: "Records team: 2"\n' in filed(project, f"{NAME}.yml")


def test_who_kept_words_stays_where_answers_bring_up_more() -> None:
    answers = [Answer(1, "Dr Ma", "keep", "Public.", 1, by="Records team"), Answer(2, "Dr Malik", "keep", "So.", 2)]
    text = "Dr Ma\nDr Malik\nDr Roe\n"
    written = settings_to_wait(
        Waiting("r", "s", "f", text, "state: draft\n"), text, [Doubt(3, "Dr Roe", "why")], answers
    )
    assert '    reason: "Public."\n    by: Records team\n' in written
    assert [(one.decision, one.by) for one in answers_of(Waiting("r", "s", "f", text, written))[0]] == [
        ("keep", "Records team"),
        ("keep", "editor"),
        ("undecided", "editor"),
    ]


PERSON = Answer(1, "Dr Jane Quillfeather", "redact", "", 1)
DOE = "Dr Jane Quillfeather\n"


def to_file(before: str, *answers: Answer, text: str = DOE) -> str:
    """Give the `.yml` that is filed of a letter whose answers name persons."""
    cleaned = clean(apply_answers(text, answers), persons_of(answers), kept_of(answers))
    return settings_to_file(Waiting("bins", "northtown", "inbox/bins/northtown.yml", text, before), cleaned, answers)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("subject: Complaint of Jane Quillfeather  # mine\n", 'subject: "Complaint of [redacted: name]"  # mine\n'),
        ("subject: Jane Quillfeather\nstate: draft\n", 'subject: "[redacted: name]"\nstate: draft\n'),
        ("subject: 'Ms Jane Quillfeather''s'\n", 'subject: "[redacted: name]\'s"\n'),
        ("subject: >-\n  a\n  Jane Quillfeather\n# c\nstate: draft\n", 'subject: "a [redacted: name]"\n# c\nstate: draft\n'),
        ("subject: of Jane\n  Quillfeather\n", 'subject: "of [redacted: name]"\n'),
        ("labels:\n  Jane Quillfeather: {a: Jane Quillfeather, b: c}\n", 'labels:\n  "[redacted: name]": {a: "[redacted: name]", b: c}\n'),
        ("notes:\n- [Jane Quillfeather, b]  # Jane Quillfeather\n", 'notes:\n- ["[redacted: name]", b]  # [redacted: name]\n'),
        ("# Jane Quillfeather rang.\nstate: draft\n", "# [redacted: name] rang.\nstate: draft\n"),
        (f"state: draft\n{chr(10).join(HOW)}\ndoubts:  # mine\n  - line: 1\n    words: w\n# last\n", "state: draft\n# last\n"),
    ],
)  # fmt: skip
def test_whoever_is_redacted_is_redacted_in_the_settings_and_they_stay_settings(before: str, after: str) -> None:
    assert to_file(before, PERSON) == after
    assert parse_yaml(after.encode(), "x.yml").problems == ()


def test_what_is_kept_joins_the_findings_that_a_person_has_settled() -> None:
    keeps = Answer(1, "Dr Quillfeather", "keep", "Public: a post.", 1)
    before = "settled:  # mine\n  - finding: html_in_text\n    line: 9\n    reason: b\n    by: c\nurl: d\n"
    assert to_file(before, keeps, text=ASKED.replace("14, says ", "")) == before.replace(
        "url: d",
        '  - finding: personal_data\n    line: 11\n    reason: "Public: a post."\n    by: editor\nurl: d',
    ).replace("line: 11", f"line: {ASKED.replace('14, says ', '').split(chr(10)).index('Dr Quillfeather.') + 1}")


def test_settings_that_cannot_be_changed_where_they_stand_are_told(project: Path, tmp_path: Path) -> None:
    add(project, save(tmp_path, "a.txt", ASKED))
    decide(project, Quillfeather=KEEP)
    path = project / f"inbox/{NAME}.yml"
    path.write_text(path.read_text("utf-8") + "settled: []\n", "utf-8")
    with pytest.raises(UserError) as error:
        add(project)
    line = path.read_text("utf-8").count("\n")
    assert str(error.value) == (
        f"inbox/{NAME}.yml:{line}: 'settled' is no list with an entry a line."
        " Change it by hand: docs/settings.md explains every key."
    )
    assert path.exists()


def test_a_kept_name_moves_with_its_line_where_the_text_was_edited() -> None:
    doubts = [Doubt(3, "Dr Quillfeather", "why"), Doubt(9, "Dr Quillfeather", "why")]
    text = "one\ntwo\nDr Quillfeather\n4\n5\n6\n7\n8\nDr Quillfeather\n"
    left = left_to_decide(text, doubts, [Answer(2, "Dr Quillfeather", "keep", "Public.", 1)])
    assert left == (doubts[1],)


def test_what_an_answer_brings_up_is_asked_in_the_inbox(project: Path, tmp_path: Path) -> None:
    letter = ASKED.replace("735\n", "735\nWe note that Quillfeather asked us the same before.\n")
    add(project, save(tmp_path, "a.txt", letter))
    assert "decide: undecided" in settings(project)
    decide(project, Quillfeather="redact")
    added = add(project)
    if (project / f"inbox/{NAME}.yml").exists():
        assert added.lines[-1].endswith("of its text is personal data.")
        assert settings(project).count("decide: undecided") == 1
        decide(project, Quillfeather="redact")
        add(project)
    assert "uillfeather" not in filed(project, f"{NAME}.txt")
    assert written(project / "inbox") == [".gitignore"]


def test_a_cell_is_asked_about_and_its_row_keeps_its_pipes(project: Path, tmp_path: Path) -> None:
    letter = ALLOTMENTS.replace("Dear", "| Dr Quillfeather | Our ref: 12 |\n\nDear", 1)
    cleaned = clean(letter)
    assert [doubt.words for doubt in cleaned.doubts] == [] or cleaned.doubts[0].words == "Dr Quillfeather"
    assert [line.count("|") for line in cleaned.cautious.split("\n")] == [
        line.count("|") for line in letter.split("\n")
    ]


def test_nothing_that_is_drafted_or_printed_of_a_waiting_letter_holds_its_doubts(project: Path, tmp_path: Path) -> None:
    letter = ASKED.replace("Act 2000: allotments", "Act 2000: plots of Dr Quillfeather")
    added = add(project, save(tmp_path, "a.txt", letter))
    assert not [line for line in added.lines if "Quillfeather" in line]
    (yml,) = (project / "inbox").rglob("*.yml")
    assert "quillfeather" not in yml.relative_to(project).as_posix()
    drafted = yml.read_text("utf-8").partition("doubts:")[0]
    assert "Quillfeather" not in drafted


def test_what_is_given_beside_a_letter_is_cleaned_of_its_persons(project: Path, tmp_path: Path) -> None:
    letter = ALLOTMENTS.replace("Dear Applicant", "Dear Keith Smallbone").replace(
        "Freedom of Information Act 2000: allotments\n", ""
    )
    save(tmp_path, "in/a.txt", letter.replace("Our reference: FOI 2871\n", ""))
    index = save(
        tmp_path,
        "in/cases.csv",
        "file,request,subject,url,reference\na.txt,allotments,Plots: K Smallbone,https://x.example/smallbone-plots,FOI/1/Smallbone\n",
    )
    add(project, tmp_path / "in", index=index)
    yml = filed(project, f"{NAME}.yml")
    assert "mallbone" not in yml
    assert 'subject: "Plots: [redacted: name]"' in yml
    assert "url" not in yml


def test_a_request_is_not_named_after_whom_its_letter_names(project: Path, tmp_path: Path) -> None:
    path = save(tmp_path, "a.txt", ALLOTMENTS.replace("Dear Applicant", "Dear Keith Smallbone"))
    with pytest.raises(UserError) as error:
        add(project, path, request="keith-smallbone-plots")
    assert str(error.value) == (
        f"{path.as_posix()}: The request's name holds the name of a person whom the letter names."
        " Give it another: it is part of addresses that never move."
    )


def test_a_folder_of_the_inbox_named_after_who_is_redacted_is_to_be_renamed(project: Path, tmp_path: Path) -> None:
    add(project, save(tmp_path, "a.txt", ASKED), request="plots-of-quillfeather")
    (yml,) = (project / "inbox").rglob("*.yml")
    yml.write_text(yml.read_text("utf-8").replace("decide: undecided", "decide: redact"), "utf-8")
    with pytest.raises(UserError) as error:
        add(project)
    assert str(error.value) == (
        "inbox/plots-of-quillfeather/fernleigh-district-council.yml: The name of its folder or file holds the name of a person who is"
        " redacted. Rename it in inbox/: names are part of addresses that never move."
    )


def test_an_address_that_was_redacted_is_not_found_again() -> None:
    text = ALLOTMENTS.replace("14\n", "14\nmy address is 5 High Street, Anytown.\n")
    once = clean(text)
    again = clean(once.cautious)
    assert (again.redacted, again.doubts) == ((), ())


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("FOI request from Keith Smallbone about potholes", "FOI request from [redacted: name] about potholes"),
        ("Potholes", "Potholes"),
        ("Write to keith.smallbone@post.example", "Write to [redacted: e-mail]"),
        ("", ""),
    ],
)
def test_a_text_beside_a_letter_is_looked_through_by_itself(text: str, cleaned: str) -> None:
    assert clean_beside(text, Known(())) == cleaned
