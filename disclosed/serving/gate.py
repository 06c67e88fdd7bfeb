"""Who may ask the preview for what: this computer's own browser, opened with the address that the terminal shows, and no one else.

Any page that the browser has open can send requests to a server on this computer, and any host name can be made to point
at it. So the server answers only to its own loopback names (DNS rebinding), reads and writes ask for a token that no other page
knows, and a write must come from a page of its own: its origin, a form's key, a content type that a form or a script of
ours sends. Cookies are shared among all ports of a host, so that a cookie alone proves nothing.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

LOOPBACK = ("127.0.0.1", "::1", "localhost")
MOST_BYTES = 256 * 1024  # of a form: the numbers of a long table with their labels
TYPES = ("application/json", "application/x-www-form-urlencoded")
OWN = frozenset({"same-origin", "none"})
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# Of every answer. Origins are sent with forms, and no address leaves for another site.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request's head: its method, and its headers by lower-case name."""

    method: str
    headers: Mapping[str, str]

    def header(self, name: str) -> str:
        """Give a header, '' where there is none."""
        return self.headers.get(name, "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered, with the status that says so."""

    status: int
    words: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The server's names and secrets. A ticket opens the gate once, since other users of a computer can see it being used."""

    token: str
    port: int
    tickets: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The key that every form of the server's own pages carries."""
        return hmac.new(self.token.encode(), b"forms", "sha256").hexdigest()

    @property
    def cookie(self) -> str:
        """Name the cookie: servers on other ports have their own."""
        return f"disclosed-{self.port}"

    def admits(self, secret: str) -> bool:
        """Say whether an address's token or ticket opens the gate; a ticket does so once."""
        if secret in self.tickets:
            self.tickets.discard(secret)
            return True
        return hmac.compare_digest(secret.encode(), self.token.encode())

    def refuse_host(self, asked: Asked) -> Refusal | None:
        """Refuse a request that was sent to another name than the server's own."""
        names = {f"[{name}]" if ":" in name else name for name in LOOPBACK}
        hosts = {f"{name}:{self.port}" for name in names} | (names if self.port == 80 else set())
        if asked.header("host").lower() in hosts:
            return None
        return Refusal(403, "This server answers to the address that the terminal shows, and to no other name.")

    def refuse(self, asked: Asked) -> Refusal | None:
        """Refuse a request without the token, or one that another site's page has sent."""
        kept = cookies_of(asked.header("cookie")).get(self.cookie, "")
        if not hmac.compare_digest(kept.encode(), self.token.encode()):
            return Refusal(403, "Open the address that the terminal shows: it lets this browser in.")
        site = asked.header("sec-fetch-site")
        if site and site not in OWN and asked.header("sec-fetch-mode") != "navigate":
            return Refusal(403, "Another site has asked for this.")
        return self._refuse_write(asked) if asked.method == "POST" else None

    def _refuse_write(self, asked: Asked) -> Refusal | None:
        """Refuse a write that does not come from a page of the server's own."""
        site, origin = asked.header("sec-fetch-site"), asked.header("origin")
        own = f"http://{asked.header('host').lower()}"
        if (site and site != "same-origin") or (origin != own if origin else site != "same-origin"):
            return Refusal(403, "Another site has sent this form.")
        if asked.header("content-type").partition(";")[0].strip().lower() not in TYPES:
            return Refusal(415, "A form of this server sends neither this type nor a file.")
        if "transfer-encoding" in asked.headers or not asked.header("content-length").isdecimal():
            return Refusal(411, "The length of the form is not said.")
        if int(asked.header("content-length")[:12]) > MOST_BYTES:
            return Refusal(413, f"The form is longer than {MOST_BYTES // 1024} kB.")
        return None

    def refuse_form(self, form: Mapping[str, str]) -> Refusal | None:
        """Refuse a form without the key that the server's own pages carry."""
        if hmac.compare_digest(form.get("key", "").encode(), self.key.encode()):
            return None
        return Refusal(403, "The form is of an earlier run of this server. Open the page again.")


def cookies_of(header: str) -> dict[str, str]:
    """Read a header of cookies; what is none is left out."""
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}
