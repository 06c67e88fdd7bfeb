"""What only the example's own site says of itself: a fork that publishes has to say its own (docs/design.md §1, volunteer)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosed.findings import problem
from disclosed.model import Finding
from disclosed.site import SiteSettings
from disclosed.yaml_source import Source

# content/site.yml of this repository; a test holds the two together.
PUBLISHER, CONTACT, ADDRESS = "Disclosed", "editor@disclosed.example", "https://disclosed.example/"


def check_own(site: SiteSettings, source: Source) -> Iterator[Finding]:
    """Find what a site still says of the example: its readers would be led to somebody else."""
    said = (
        (("publisher", "name"), site.publisher, PUBLISHER, "Write who publishes this site."),
        (("contact",), site.contact, CONTACT, "Write the mailbox to which your readers may write."),
        (("base_url",), site.base_url, ADDRESS, "Write the address of this site, or delete the line."),
    )
    for path, words, of_the_example, remedy in said:
        if words.casefold().rstrip("/") == of_the_example.casefold().rstrip("/"):
            message = f"'{'.'.join(path)}' is still the example's: {words}."
            yield problem(source.file, source.line(path), message, remedy)
