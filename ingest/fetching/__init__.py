"""Documents on the web: what `data/sources.yml` lists is asked for, politely and guarded, and lands in folders as other sources do.

listing    sources.yml → rows
round      rows → what came of each address
visitor    one address → what a server answers, over retries and redirects
addresses  a name → a connection to an address that is public
bodies     an answer → a file that survives a broken connection
kinds      bytes → which document they are
links      a page → the documents it links to
shelf      a document → its folder and passport; the ledger of what is known of every address
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.fetching.outcomes import Fetched, WebSource
from ingest.nouns import Refusal

__all__ = ["Fetched", "Web", "WebSource", "fetch_listed"]


@dataclass(frozen=True, slots=True)
class Web:
    """The file that lists what to fetch, and the folder that it goes to."""

    listing: Path
    shelf: Path


def fetch_listed(web: Web) -> Fetched:
    """Ask for everything that is listed. Raises nothing: what could not be had is in `refused`, and what was fetched before stays."""
    if not web.listing.is_file() and not web.shelf.is_dir():
        return Fetched()
    from ingest.fetching.listing import read_listing

    listing = read_listing(web.listing)
    if not listing.rows and not web.shelf.is_dir():
        return Fetched(refused=listing.refused)
    from ingest.fetching.manners import Manners
    from ingest.fetching.round import fetch
    from ingest.fetching.shelf import Shelf

    manners = Manners(listing.contact, listing.attempts, listing.pause_seconds)
    try:
        return fetch(Shelf(web.shelf), listing, manners)
    except OSError as error:
        reason = f"nothing was fetched, {web.shelf} cannot be written: {error}"
        return Fetched(refused=[*listing.refused, Refusal(web.shelf.as_posix(), None, "fetch_failed", reason)])
