"""The templates of the review keep the rules that those of the site keep."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVING = ROOT / "disclosed" / "serving"
TEXTS = {
    path.relative_to(SERVING / "templates").as_posix(): path.read_text("utf-8")
    for path in (SERVING / "templates").rglob("*.html")
}
STYLE = "".join(path.read_text("utf-8") for path in (SERVING / "assets/serve.css", ROOT / "templates/static/site.css"))


def test_every_macro_says_what_it_sets() -> None:
    assert [name for name, text in TEXTS.items() if name.startswith("macros/") and not text.startswith("{# ")] == []


def test_no_template_or_macro_is_left_unused() -> None:
    source = "".join(path.read_text("utf-8") for path in (*SERVING.glob("*.py"), ROOT / "disclosed/service.py"))
    unused = [
        name
        for name in TEXTS
        if f'"{name}"' not in source and not any(f'"{name}"' in text for other, text in TEXTS.items() if other != name)
    ]
    assert unused == []


def test_every_class_has_a_rule() -> None:
    found = {
        name
        for text in TEXTS.values()
        for value in re.findall(r'class="([^"]*)"', text)
        for name in re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", value).split()
    }
    styled = set(re.findall(r"\.([a-z][\w-]*)", STYLE))
    assert {name for name in found if name not in styled and not name.endswith("-")} == set()


def test_templates_hold_no_arithmetic_sorting_or_lookup() -> None:
    forbidden = re.compile(
        r"\|\s*(?:sort|groupby|selectattr|map|sum|length|round|dictsort|safe)\b|\{%\s*set\b|\{\{[^}]*[+*/]\s*\d"
    )
    assert {name: forbidden.findall(text) for name, text in TEXTS.items() if forbidden.search(text)} == {}


def test_nothing_is_inline_and_every_form_is_sent_by_post_with_what_all_forms_send() -> None:
    for name, text in TEXTS.items():
        assert not re.search(r"<style|<script>|\sstyle=|\son[a-z]+=", text), name
        forms = len(re.findall(r"<form\b", text))
        assert forms == len(re.findall(r'<form[^>]* method="post" action="', text)) == text.count("{{ fields("), name


def test_the_scripts_ask_no_other_host_and_make_no_html_of_words() -> None:
    for path in (SERVING / "assets").glob("*.js"):
        text = path.read_text("utf-8")
        assert "http" not in text
        assert not re.search(r"innerHTML|insertAdjacentHTML|eval\(|new Function", text)
