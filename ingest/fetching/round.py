"""One round over everything that is listed: ask, compare, land, and remember."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ingest.fetching.failures import FetchFailed
from ingest.fetching.kinds import Kind, kind_of
from ingest.fetching.links import page_to_links
from ingest.fetching.listing import YEAR_GROUP, Links, Listing, Row
from ingest.fetching.manners import Manners
from ingest.fetching.outcomes import Fetched, Outcome, WebSource
from ingest.fetching.shelf import Shelf
from ingest.fetching.visitor import GONE, Answer, Visitor
from ingest.nouns import Refusal

_MEGABYTE = 1_000_000
_YEAR = re.compile(r"(19|20)[0-9]{2}")


class Round:
    """Everything that the addresses of one round share."""

    def __init__(self, shelf: Shelf, listing: Listing, manners: Manners, trust: ssl.SSLContext | None) -> None:
        self._shelf, self._listing, self._manners = shelf, listing, manners
        self._visitor = Visitor(shelf.partial, manners, listing.private_hosts, trust)
        self._known = shelf.ledger()
        self._now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)

    def run(self) -> Fetched:
        """Ask every row, several hosts at once and each host one row after another; the ledger is written at the end."""
        by_host: dict[str, list[Row]] = {}
        for row in self._listing.rows:
            by_host.setdefault(urlsplit(row.url).netloc, []).append(row)
        fetched = Fetched(refused=list(self._listing.refused))
        with ThreadPoolExecutor(self._manners.hosts_at_once, thread_name_prefix="fetch") as pool:
            for found in pool.map(self._rows, by_host.values()):
                fetched.sources += found
        seen = {source.url for source in fetched.sources}
        fetched.sources += [
            replace(record, outcome="unlisted", code=None, message="no longer listed; what was fetched stays")
            for record in self._known.values()
            if record.url not in seen and record.path is not None
        ]
        fetched.refused += [
            Refusal(source.url, None, source.code, source.message)
            for source in fetched.sources
            if source.code is not None
        ]
        self._shelf.write_ledger(fetched.sources)
        return fetched

    def _rows(self, rows: list[Row]) -> list[WebSource]:
        return [source for row in rows for source in self._row(row)]

    def _row(self, row: Row) -> list[WebSource]:
        """What came of a row. One bad site must never stop the run, so every failure of it ends here."""
        try:
            return list(self._page(row, row.links)) if row.links else [self._document(row)]
        except Exception as error:  # noqa: BLE001
            return [self._failed(row, FetchFailed("fetch_failed", f"{type(error).__name__}: {error}"))]

    def _page(self, row: Row, links: Links) -> Iterator[WebSource]:
        """The documents that a page lists, itself or by way of pages that it lists, and pages that gave none where some were expected."""
        listed, failed = self._listed(row, links)
        if not (listed or failed):
            failed = [
                self._failed(row, FetchFailed("fetch_failed", "no page that it links to has a link that matches"))
            ]
        documents = {
            document.url: document for document in reversed(listed)
        }  # what two pages link to is the first one's
        for document in reversed(documents.values()):
            yield self._document(document)
        yield from failed
        if failed:
            known = {*documents, *(page.url for page in failed)}
            below = (
                record for record in self._known.values() if record.source_id == row.id and record.url not in known
            )
            yield from (
                replace(record, outcome="unchanged", code=None, message="its page could not be read")
                for record in below
            )

    def _listed(self, row: Row, links: Links, least: int = 1) -> tuple[list[Row], list[WebSource]]:
        """Rows for the documents that a page leads to, and what could not be read on the way. A page below may lead to none."""
        try:
            rows = self._links_on(row, links, least)
        except FetchFailed as error:
            return [], [self._failed(row, error)]
        if links.links is None:
            return rows, []
        below = [self._listed(page, links.links, least=0) for page in rows]
        return [row for found, _ in below for row in found], [page for _, failed in below for page in failed]

    def _links_on(self, row: Row, links: Links, least: int) -> list[Row]:
        """Rows for the links that match. Raises FetchFailed when too few or too many do."""
        answer = self._visitor.get(row.url, self._manners.page_bytes)
        if answer.status in GONE:
            raise FetchFailed("fetch_not_found", f"the page of links is gone: {answer.status}")
        page = answer.body.file.read_bytes()
        answer.body.forget()
        own = {urlsplit(row.url).hostname, urlsplit(answer.url).hostname, *links.hosts}
        rows = []
        for link in page_to_links(page, answer.url, answer.headers.get("content-type", "")):
            words = links.text.search(link.text)
            if (
                words
                and (links.address is None or links.address.search(link.url))
                and urlsplit(link.url).hostname in own
            ):
                year = words.groupdict().get(YEAR_GROUP) or ""
                rows.append(
                    replace(
                        row,
                        url=link.url,
                        title=link.text if row.title is None else f"{row.title} {link.text}",
                        fiscal_year=int(year) if _YEAR.fullmatch(year) else row.fiscal_year,
                        links=links.links,
                    )
                )
        if not least <= len(rows) <= links.most:
            message = f"{len(rows)} links match links.text and links.address, expected were {least} to {links.most}"
            raise FetchFailed("fetch_failed", message)
        return rows

    def _document(self, row: Row) -> WebSource:
        """One address, whatever comes of it."""
        try:
            return self._fetch(row)
        except FetchFailed as error:
            return self._failed(row, error)
        except OSError as error:
            return self._failed(row, FetchFailed("fetch_failed", f"it could not be stored: {error}"))

    def _fetch(self, row: Row) -> WebSource:
        if row.fiscal_year is None:
            raise FetchFailed("fetch_failed", f"the link's words give no fiscal year: {row.title}")
        folder, known = self._shelf.folder_of(row.id, row.url), self._known.get(row.url)
        document = self._shelf.document_in(folder)
        landed = sha256(document.read_bytes()).hexdigest() if document else None
        is_known = known is not None and landed is not None and known.sha256 == landed
        answer = self._visitor.get(
            row.url, row.most_megabytes * _MEGABYTE, _conditions(known) if known and is_known else None
        )
        seen = self._seen(row, known, answer, document)
        if answer.status in GONE:
            if landed is None:
                raise FetchFailed("fetch_not_found", f"the server answered {answer.status}: check the address")
            since = (known and known.gone_since) or seen.checked_at
            return replace(
                seen, outcome="vanished", message=f"gone since {since}; what was fetched stays", gone_since=since
            )
        if answer.status == 200 and (arrived := self._landed(row, answer, folder, landed)) is not None:
            path, digest = arrived
            when = {"changed_at": seen.checked_at, "first_fetched_at": seen.first_fetched_at or seen.checked_at}
            outcome: Outcome = "new" if landed is None else "changed"
            return replace(seen, outcome=outcome, message="fetched", path=path, sha256=digest, **when)
        is_amended = self._shelf.amend(folder, _passport(row, answer, self._now, None, ""))
        return replace(
            seen, message="the passport was brought up to the listing" if is_amended else seen.message, sha256=landed
        )

    def _landed(self, row: Row, answer: Answer, folder: str, landed: str | None) -> tuple[str, str] | None:
        """Path and hash of what came, which now lies in its folder; None when the same bytes lay there already."""
        data = answer.body.file.read_bytes()
        digest = sha256(data).hexdigest()
        try:
            if digest == landed:
                return None
            headers = answer.headers
            kind = kind_of(data, answer.url, headers.get("content-type", ""), headers.get("content-disposition", ""))
            passport = _passport(row, answer, self._now, kind, digest)
            return self._shelf.land(folder, answer.body.file, kind.ending, passport), digest
        finally:
            answer.body.forget()

    def _seen(self, row: Row, known: WebSource | None, answer: Answer, document: Path | None) -> WebSource:
        """The record of an address that answered; a 304 says no new names for its content, a 404 none at all."""
        was = known or WebSource(row.id, row.url, "new", "", "")
        has_content = answer.status == 200
        return replace(
            was,
            source_id=row.id,
            outcome="unchanged",
            code=None,
            message="as it was",
            checked_at=self._now.isoformat(),
            path=document.relative_to(self._shelf.root).as_posix() if document else None,
            final_url=answer.url,
            etag=answer.headers.get("etag") if has_content else was.etag,
            last_modified=answer.headers.get("last-modified") if has_content else was.last_modified,
            gone_since=None,
        )

    def _failed(self, row: Row, error: FetchFailed) -> WebSource:
        was = self._known.get(row.url) or WebSource(row.id, row.url, "failed", "", "")
        checked_at = self._now.isoformat()
        return replace(
            was, source_id=row.id, outcome="failed", code=error.code, message=error.message, checked_at=checked_at
        )


def _conditions(known: WebSource) -> dict[str, str]:
    """Headers that ask for the content only if it is another one."""
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in said.items() if value}


def _passport(row: Row, answer: Answer, now: datetime, kind: Kind | None, digest: str) -> dict[str, Any]:
    """What `source.yml` says of a fetched document; `kind` and `digest` are of no matter where a passport is amended."""
    led_to = f", which led to {answer.url}" if answer.url != row.url else ""
    return {
        "title": row.title,
        "publisher": row.publisher,
        "city_id": row.city_id,
        "city_name": row.city_name,
        "fiscal_year": row.fiscal_year,
        "fiscal_year_basis": row.fiscal_year_basis,
        "media_type": kind.media_type if kind else "",
        "url": row.url,
        "retrieved": now.date(),
        "sha256": digest,
        "obtained": f"Fetched from {row.url}{led_to}, as data/sources.yml lists it under {row.id}.",
    }


def fetch(shelf: Shelf, listing: Listing, manners: Manners, trust: ssl.SSLContext | None = None) -> Fetched:
    """Ask for everything that is listed. Raises nothing for what the web does; OSError when the shelf itself cannot be written."""
    shelf.put_right()
    return Round(shelf, listing, manners, trust).run()
