"""How pages become files: escaping, templates that are wrong, Markdown that is not to be trusted, a site's colours."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import NORTHBY, TEMPLATES, make_site, render_site, small_package

from disclosed.findings import UserError
from disclosed.model import Drawing
from disclosed.publishing.contrast import PAIRS, contrast, palettes
from disclosed.publishing.documents import load_documents, load_releases, parse_documents, parse_releases
from disclosed.publishing.markdown_html import render_markdown
from disclosed.publishing.render import Templates, load_templates
from disclosed.publishing.views import Frame, Head, Page, PlainView, Run
from disclosed.site import Colour

GOLDEN = Path(__file__).parent / "golden"
FRAME = Frame(
    title="A page · Answers",
    heading="A page",
    description="A page of few words.",
    canonical="https://example.org/a/",
    root="../",
    home="../index.html",
    site="Answers",
    navigation=(),
    crumbs=(),
    report=None,
    reports="",
    footer=((Run("Made by hand."),),),
    about=(),
)


def plain_page(words: str = "Words.", href: str = "") -> Page:
    return Page("a/index.html", "plain.html", FRAME, PlainView(Head("A page"), ((Run(words, href),),)))


OURS = load_templates(TEMPLATES)


def rendered(page: Page, templates: Templates = OURS) -> str:
    return render_site([page], {}, templates)[page.path].decode()


def with_template(name: str, text: str) -> Templates:
    return replace(OURS, text={**OURS.text, name: text})


def test_a_tiny_page_is_set_as_it_was(update_golden: bool) -> None:
    golden = GOLDEN / "plain-page.html"
    html = rendered(plain_page("Five < six & “seven”.", "../index.html"))
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(html, "utf-8")
    assert html == golden.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("{{ frame }} {% raw %}", "{{ frame }} {% raw %}"),
        ("\" onload='x", "&#34; onload=&#39;x"),
    ],
)
def test_text_is_escaped_and_never_run_as_a_template(words: str, written: str) -> None:
    html = rendered(plain_page(words))
    assert f'<p class="prose">{written}</p>' in html


def test_an_address_cannot_leave_its_attribute() -> None:
    assert '<a href="x&#34; onclick=&#34;y">Words</a>' in rendered(plain_page("Words", 'x" onclick="y'))


AROUND = rendered(plain_page("WORDS")).split("WORDS")


@settings(deadline=None)  # a page is rendered each time, on a machine that may be busy
@given(st.text(alphabet=st.sampled_from("<>&\"'{}%#/ ab"), max_size=30))
def test_no_text_makes_an_element(words: str) -> None:
    before, after = AROUND
    html = rendered(plain_page(words))
    assert html.startswith(before)
    assert html.endswith(after)
    assert not {"<", ">", '"'} & set(html[len(before) : len(html) - len(after)])


def test_metadata_cannot_end_its_script_element() -> None:
    page = replace(plain_page(), frame=replace(FRAME, json_ld='{"name": "</script><img src=x>"}'))
    html = rendered(page)
    assert '{"name": "\\u003c/script\\u003e\\u003cimg src=x\\u003e"}' in html
    assert html.count("</script>") == 1


def test_the_policy_comes_first_and_lets_nothing_inline_in() -> None:
    html = rendered(plain_page())
    head = html.partition("<head>")[2].strip()
    assert head.startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\';')
    assert "unsafe" not in html
    assert html.encode().index(b'charset="utf-8"') < 1024


def test_no_page_holds_a_style_an_inline_script_or_an_outside_source() -> None:
    site = make_site(small_package())
    pages = [site.html(page.path) for page in site.pages]
    assert not [html for html in pages if "<style" in html or " style=" in html or 'src="http' in html]
    assert all(html.count("<script") == html.count('<script type="application/ld+json">') for html in pages)


def test_a_page_does_not_change_from_one_making_to_the_next() -> None:
    assert make_site(small_package()).files == make_site(small_package()).files


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "plain.html",
            '{% extends "base.html" %}\n{% block main %}\n{{ view.heed.title }}\n{% endblock %}\n',
            "templates/plain.html:3: A PlainView has no 'heed'. Did you mean 'head'?",
        ),
        (
            "plain.html",
            "{{ vew.head }}",
            "templates/plain.html:1: There is nothing named 'vew'. Did you mean 'view'?",
        ),
        (
            "plain.html",
            "{{ zzz }}",
            "templates/plain.html:1: There is nothing named 'zzz'. docs/templates.md lists what there is.",
        ),
        (
            "plain.html",
            "{{ view.head.zzz }}",
            "templates/plain.html:1: A Head has no 'zzz'. docs/templates.md lists what it has.",
        ),
        (
            "macros/page_head.html",
            "{% macro page_head(head, after='') %}\n\n<h1>{{ head.titel }}</h1>\n{% endmacro %}\n",
            "templates/macros/page_head.html:3: A Head has no 'titel'. Did you mean 'title'?",
        ),
        (
            "plain.html",
            "<p>\n{% if view %}\n",
            "templates/plain.html:2: The template cannot be read: Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'. Mend it there.",
        ),
        (
            "plain.html",
            '{% extends "bese.html" %}',
            "templates/plain.html:1: There is no template named 'bese.html'. Did you mean 'base.html'?",
        ),
        (
            "plain.html",
            "\n{{ view | shout }}",
            "templates/plain.html:2: The template cannot be read: No filter named 'shout'. Mend it there.",
        ),
    ],
)
def test_a_mistake_in_a_template_is_told_by_its_file_and_line(name: str, text: str, message: str) -> None:
    with pytest.raises(UserError) as error:
        rendered(plain_page(), with_template(name, text))
    assert str(error.value) == message


def test_a_theme_lies_over_the_templates_file_by_file(tmp_path: Path) -> None:
    theme = tmp_path / "content" / "theme"
    (theme / "static").mkdir(parents=True)
    (theme / "plain.html").write_text("{{ view.head.title }}!{{ frame.titel }}", "utf-8")
    (theme / "static" / "logo.svg").write_bytes(b"<svg/>")
    templates = load_templates(TEMPLATES, theme)
    assert templates.static["static/logo.svg"] == b"<svg/>"
    assert "static/site.css" in templates.static
    with pytest.raises(UserError) as error:
        rendered(plain_page(), templates)
    assert str(error.value) == "content/theme/plain.html:1: A Frame has no 'titel'. Did you mean 'title'?"


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("templates", "templates"),
        ("content/foi/templates", "templates"),
        ("templates/foi/content/theme", "content/theme"),
        ("content/foi/content/theme", "content/theme"),
    ],
)
def test_a_template_is_named_from_its_folder_wherever_the_project_stands(
    tmp_path: Path, folder: str, place: str
) -> None:
    """A project in a folder named content made the engine's templates look like the site's own."""
    theme = tmp_path / folder
    (theme / "content").mkdir(parents=True)
    (theme / "content/plain.html").write_text("Words", "utf-8")
    assert load_templates(theme).places == {"content/plain.html": f"{place}/content/plain.html"}


def test_a_theme_that_does_not_exist_changes_nothing(tmp_path: Path) -> None:
    assert load_templates(TEMPLATES, tmp_path / "none") == load_templates(TEMPLATES)


def test_a_drawing_stands_in_the_page_as_drawn_wide_and_narrow() -> None:
    templates = with_template("plain.html", "{{ drawing('one') }}")
    files = render_site([plain_page()], {"one": Drawing("one", "<svg>wide</svg>", "<svg>narrow</svg>")}, templates)
    assert files["a/index.html"] == b"<svg>wide</svg>\n<svg>narrow</svg>"


def test_the_colours_of_a_site_are_written_into_the_stylesheet_and_leave_forced_colours_alone() -> None:
    css = render_site([], {}, load_templates(TEMPLATES), theme=(Colour("link", "#003300", "#aaffaa"),))[
        "static/site.css"
    ]
    added = css.decode().partition("/* The colours of content/site.yml. */")[2]
    assert added.split() == [
        "@layer",
        "theme",
        "{",
        "@media",
        "(forced-colors:",
        "none)",
        "{",
        ":root",
        "{",
        "--link:",
        "#003300;",
        "}",
        "}",
        "@media",
        "screen",
        "and",
        "(prefers-color-scheme:",
        "dark)",
        "and",
        "(forced-colors:",
        "none)",
        "{",
        ":root",
        "{",
        "--link:",
        "#aaffaa;",
        "}",
        "}",
        "}",
    ]


def test_a_colour_that_the_stylesheet_does_not_know_is_an_error() -> None:
    with pytest.raises(UserError) as error:
        render_site([], {}, load_templates(TEMPLATES), theme=(Colour("lnk", "#000000", "#ffffff"),))
    assert str(error.value) == "content/site.yml: The theme has no colour named 'lnk'. Did you mean 'link'?"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", "21"),
        ("#777777", "#ffffff", "4.48"),
        ("#12436d", "#ffffff", "10.25"),
        ("#f46a25", "#ffffff", "3.03"),
    ],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: str) -> None:
    assert round(contrast(one, other), 2) == round(Decimal(ratio), 2)
    assert contrast(one, other) == contrast(other, one)


def test_the_stylesheet_keeps_every_pair_of_colours_apart() -> None:
    css = OURS.static["static/site.css"].decode()
    for scheme, colours in palettes(css).items():
        for name, under, least in PAIRS:
            assert contrast(colours[name], colours[under]) >= least, (scheme, name, under)


def test_a_colour_that_cannot_be_told_from_the_paper_is_an_error_for_each_scheme() -> None:
    with pytest.raises(UserError) as error:
        render_site([], {}, OURS, theme=(Colour("link", "#AAAAAA", "#333333"),))
    assert str(error.value).splitlines()[0] == (
        "content/site.yml: On dark screens 'link' (#333333) on 'paper' (#17191b) has a contrast of 1.3 to 1; it needs 4.5. "
        "Choose a darker or a lighter colour."
    )
    assert len(str(error.value).splitlines()) == 4


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain *words*.", "<p>Plain <em>words</em>.</p>"),
        ("# Title", '<h2 id="title">Title</h2>'),
        ("## Part", '<h2 id="part">Part</h2>'),
        ("<script>alert(1)</script>Words", "<p>Words</p>"),
        ('<a href="javascript:alert(1)">Go</a>', "<p><a>Go</a></p>"),
        ("[Go](javascript:alert(1))", "<p><a>Go</a></p>"),
        ("[Go](data:text/html,x)", "<p><a>Go</a></p>"),
        ('<p style="color: red" onclick="x()">Words</p>', "<p>Words</p>"),
        ('<img src="x" onerror="y">', '<p><img src="x"></p>'),
        ("![Seen](https://example.org/x.png)", '<p><img alt="Seen"></p>'),
        ("![Seen](//example.org/x.png)", '<p><img alt="Seen"></p>'),
        ("<iframe src='x'></iframe>Words", "<p>Words</p>"),
        ("[Mail](mailto:a@example.org)", '<p><a href="mailto:a@example.org">Mail</a></p>'),
        ("[Near](../data/index.html)", '<p><a href="../data/index.html">Near</a></p>'),
        ("{{ frame }}", "<p>{{ frame }}</p>"),
    ],
)
def test_markdown_keeps_words_and_drops_what_could_do_harm(text: str, html: str) -> None:
    assert render_markdown(text).strip() == html


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        *((address, True) for address in ("x.png", "../a/x.png", "/a/x.png", "a//x.png", "x.png?to=//b", "#x")),
        *(
            (f"{before}example.org/x.png", False)
            for before in (" //", "/\\", "\\\\", "/&#9;/", "///", "&#9;//", "/\\/")
        ),
        *(
            (f"{scheme}example.org/x.png", False)
            for scheme in ("https:/", "https:", "HTTPS:///", "https:\\", "http://[")
        ),
    ],
)
def test_no_picture_of_another_host_is_shown_however_its_address_is_written(address: str, *, kept: bool) -> None:
    """A browser strips what stands around an address, takes `\\` for `/`, and needs no second slash after a scheme."""
    assert ("src=" in render_markdown(f'<img src="{address}" alt="x">')) is kept


def test_a_table_of_markdown_scrolls_has_scopes_and_no_style() -> None:
    html = render_markdown("| A | B |\n|---|---:|\n| x | 1 |\n\n| C |\n|---|\n| y |\n")
    assert '<div class="scroll" role="group" aria-label="Table 1" tabindex="0"><table>' in html
    assert 'aria-label="Table 2"' in html
    assert '<th scope="col">A</th>' in html
    assert '<td class="number">1</td>' in html
    assert "style" not in html


@given(st.text(alphabet=st.sampled_from("<>&\"'=()[]:/#|`*_ \nascriptonlj"), max_size=80))
def test_no_markdown_makes_a_script_a_handler_or_a_style(text: str) -> None:
    html = render_markdown(text).lower()
    assert "<script" not in html
    assert "<style" not in html
    assert 'href="javascript' not in html


def test_pages_of_prose_and_releases_are_read_from_their_folders(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "releases").mkdir()
    (tmp_path / "pages" / "about.md").write_text("---\ntitle: About\ndescription: Who.\n---\nWords.\n", "utf-8")
    (tmp_path / "releases" / "1.9.0.yml").write_text(
        "version: 1.9.0\nreleased: 2026-01-02\nchanges:\n  - One.\n", "utf-8"
    )
    (tmp_path / "releases" / "1.10.0.yml").write_text(
        "version: 1.10.0\nreleased: 2026-02-02\nchanges: [Two.]\n", "utf-8"
    )
    [about] = load_documents(tmp_path)
    assert (about.name, about.title, about.description, about.markdown.strip()) == ("about", "About", "Who.", "Words.")
    assert [release.version for release in load_releases(tmp_path)] == ["1.10.0", "1.9.0"]
    assert load_documents(tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "content/pages/about.md",
            "---\ntitel: About\ndescription: Who.\n---\nWords.\n",
            "content/pages/about.md:1: 'title' is missing. Add it.\ncontent/pages/about.md:2: 'titel' is no key of this file. Did you mean 'title'?",
        ),
        (
            "content/pages/About Us.md",
            "---\ntitle: About\ndescription: Who.\n---\nWords.\n",
            "content/pages/About Us.md: The page is named 'About Us', which makes no plain address. Name it in lower-case letters, digits and hyphens.",
        ),
    ],
)
def test_a_page_of_prose_that_cannot_be_used_is_told_by_its_line(file: str, text: str, message: str) -> None:
    with pytest.raises(UserError) as error:
        parse_documents({file: text.encode()})
    assert str(error.value) == message


def test_a_release_that_cannot_be_used_is_told_by_its_line() -> None:
    with pytest.raises(UserError) as error:
        parse_releases({"content/releases/1.0.0.yml": b"version: 1.0.0\nreleased: 2026-01-02\nwhat: x\n"})
    assert str(error.value) == (
        "content/releases/1.0.0.yml:1: 'changes' is missing. Add it.\n"
        "content/releases/1.0.0.yml:3: 'what' is no key of this file. The keys are version, released, changes."
    )


def test_a_place_in_a_letter_is_an_id_on_the_words_themselves() -> None:
    html = make_site(small_package()).html(f"requests/{NORTHBY}/index.html")
    assert (
        '<a class="figure" id="L3C9" href="../index.html#table-1">1,200<span class="unseen">, Table 1</span></a>'
        in html
    )
    assert '<p class="line answered" id="L3" data-line="3">' in html
