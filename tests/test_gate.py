"""Who is let in to the preview: its own browser, and no page of any other site."""

from __future__ import annotations

import pytest

from disclosed.serving.gate import MOST_BYTES, Asked, Gate, cookies_of

GATE = Gate("a-token", 8000)
OWN = {"host": "127.0.0.1:8000", "cookie": "disclosed-8000=a-token"}
FORM = {
    **OWN,
    "origin": "http://127.0.0.1:8000",
    "content-type": "application/x-www-form-urlencoded",
    "content-length": "12",
}


def refused(method: str, headers: dict[str, str]) -> int:
    asked = Asked(method, headers)
    refusal = GATE.refuse_host(asked) or GATE.refuse(asked)
    return refusal.status if refusal else 0


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LOCALHOST:8000"])
def test_the_servers_own_names_are_answered(host: str) -> None:
    assert refused("GET", {**OWN, "host": host}) == 0


@pytest.mark.parametrize(
    "host",
    ["", "example.org", "example.org:8000", "127.0.0.1", "127.0.0.1:8001", "127.0.0.1.example.org:8000", "0.0.0.0:8000", "[::1]"],
)  # fmt: skip
def test_any_other_name_is_refused_however_it_was_made_to_point_here(host: str) -> None:
    assert refused("GET", {**OWN, "host": host}) == 403


@pytest.mark.parametrize(
    "cookie", ["", "disclosed-8000=another", "disclosed-8001=a-token", "disclosed-8000=", "disclosed-8000=a-token2", ";;=;"]
)  # fmt: skip
def test_without_the_token_nothing_is_shown(cookie: str) -> None:
    assert refused("GET", {**OWN, "cookie": cookie}) == 403


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("none", "navigate", 0),
        ("same-origin", "no-cors", 0),
        ("cross-site", "navigate", 0),  # a link: the cookie is strict, so that a browser sends none with it
        ("same-site", "navigate", 0),
        ("same-site", "cors", 403),
        ("cross-site", "no-cors", 403),
        ("same-site", "no-cors", 403),
    ],
)
def test_a_page_of_another_port_or_site_cannot_take_anything_in(site: str, mode: str, status: int) -> None:
    assert refused("GET", {**OWN, "sec-fetch-site": site, "sec-fetch-mode": mode}) == status


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 0),
        ({"content-type": "application/json"}, 0),
        ({"content-type": "Application/JSON; charset=utf-8"}, 0),
        ({"sec-fetch-site": "same-origin"}, 0),
        ({"origin": "", "sec-fetch-site": "same-origin"}, 0),
        ({"origin": ""}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:8001"}, 403),
        ({"origin": "https://127.0.0.1:8000"}, 403),
        ({"origin": "http://localhost:8000"}, 403),
        ({"origin": "https://example.org"}, 403),
        ({"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 403),
        ({"sec-fetch-site": "none", "sec-fetch-mode": "navigate"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "multipart/form-data; boundary=x"}, 415),
        ({"content-type": ""}, 415),
        ({"content-length": ""}, 411),
        ({"content-length": "-1"}, 411),
        ({"content-length": "12", "transfer-encoding": "chunked"}, 411),
        ({"content-length": str(MOST_BYTES + 1)}, 413),
        ({"content-length": "9" * 400}, 413),
        ({"cookie": ""}, 403),
        ({"host": "example.org"}, 403),
    ],
)
def test_a_write_comes_from_a_page_of_the_servers_own(changes: dict[str, str], status: int) -> None:
    assert refused("POST", {**FORM, **changes}) == status


def test_a_form_carries_a_key_that_only_this_run_knows() -> None:
    assert GATE.refuse_form({"key": GATE.key}) is None
    for form in ({}, {"key": ""}, {"key": "a-token"}, {"key": Gate("another", 8000).key}, {"key": "ключ"}):
        refusal = GATE.refuse_form(form)
        assert refusal is not None
        assert refusal.status == 403
    assert "a-token" not in GATE.key


def test_a_ticket_lets_one_browser_in_once() -> None:
    gate = Gate("a-token", 8000, {"ticket"})
    assert [gate.admits(secret) for secret in ("ticket", "ticket", "a-token", "a-token", "", "кот")] == [
        True,
        False,
        True,
        True,
        False,
        False,
    ]


def test_cookies_that_are_none_are_left_out() -> None:
    assert cookies_of("a=1; b=2") == {"a": "1", "b": "2"}
    assert cookies_of("") == {}
    assert cookies_of("bad name=1") == {}


def test_what_is_refused_is_said() -> None:
    words = [
        GATE.refuse_host(Asked("GET", {"host": "example.org"})),
        GATE.refuse(Asked("GET", {**OWN, "cookie": ""})),
        GATE.refuse(Asked("GET", {**OWN, "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"})),
        GATE.refuse(Asked("POST", {**FORM, "origin": "https://example.org"})),
        GATE.refuse(Asked("POST", {**FORM, "content-type": "text/plain"})),
        GATE.refuse(Asked("POST", {**FORM, "content-length": "x"})),
        GATE.refuse(Asked("POST", {**FORM, "content-length": "999999"})),
        GATE.refuse_form({}),
    ]
    assert [refusal.words for refusal in words if refusal] == [
        "This server answers to the address that the terminal shows, and to no other name.",
        "Open the address that the terminal shows: it lets this browser in.",
        "Another site has asked for this.",
        "Another site has sent this form.",
        "A form of this server sends neither this type nor a file.",
        "The length of the form is not said.",
        "The form is longer than 256 kB.",
        "The form is of an earlier run of this server. Open the page again.",
    ]
