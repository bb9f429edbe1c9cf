"""Addresses as people paste them into a search: of a film, of an episode's page, with or without a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from cueline.episode.addresses import start_in, youtube_id
from cueline.episode.values import Clip, Episode, Map

_FILM_HOSTS = ("youtube.com", "youtu.be", "youtube-nocookie.com")
_HOST = re.compile(
    r"(?:https?:)?//|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?/|/?[\w-]+(?:/[\w.-]+)+/?$",
    re.IGNORECASE,
)
_NOT_THE_PAGE = re.compile(r"(?:t|start|time_continue|si|feature|utm_\w+)$")
_START = re.compile(r"(?<=[?&#;])(?:start|time_continue)=")
_ENDING = re.compile(r"\.(?:html?|md|markdown|ya?ml|php)$", re.IGNORECASE)
_CODE = re.compile(r"s(\d{1,6})[ ._-]?e(\d{1,6})\b", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d-(?=.)")


def is_address(text: str) -> bool:
    """Tell whether this is an address, or the path of one (`/podcast/bread.html`), rather than words."""
    return bool(text) and not re.search(r"\s", text) and _HOST.match(text) is not None


def film_in(address: str) -> str | None:
    """Return the id of the YouTube film that an address of any form leads to; None if it leads elsewhere."""
    whole = _whole(address)
    host = _split(whole)[0]
    if not any(host == end or host.endswith(f".{end}") for end in _FILM_HOSTS):
        return None
    page, mark, query = whole.partition("?")
    return youtube_id(page.rstrip("/") + mark + query.partition("#")[0])


def start_of(address: str) -> float | None:
    """Return the seconds that an address says, as `t=` or `start=`; None if it says none."""
    return start_in(_START.sub("t=", address))


def page_of(address: str) -> str:
    """Return what tells the page of an address from others: without scheme, `www.`, time and what counts visits."""
    host, path, query = _split(_whole(address))
    kept = sorted(pair for pair in parse_qsl(query) if not _NOT_THE_PAGE.match(pair[0]))
    return host + path.rstrip("/") + ("?" + urlencode(kept) if kept else "")


def slug_of(path: str) -> str:
    """Return the last part of a path or address, in small letters, without ending and date."""
    last = _split(_whole(path))[1].rstrip("/").rpartition("/")[2]
    return _DATE.sub("", _ENDING.sub("", last)).casefold()


def film_key(film: str) -> str:
    """Return what a film is found by."""
    return f"film {film}"


def page_key(page: str) -> str:
    """Return what a page that the episode links to is found by."""
    return f"page {page}"


def slug_key(slug: str) -> str:
    """Return what the episode's own page is found by."""
    return f"slug {slug}"


def code_key(text: str) -> str | None:
    """Return what an episode is found by when somebody or its file has its numbers (`s20e02`, `S20 E2`); else None."""
    found = _CODE.match(text)
    return f"code {int(found[1])} {int(found[2])}" if found else None


def guest_key(guest: str) -> str:
    """Return what the episodes of a guest are found by, as files name the guest."""
    return f"guest {guest.casefold()}"


def keys_of(ep: Episode, stem: str) -> set[str]:
    """Return all that an episode is found by when somebody has an address; `stem`: its file's name without ending."""
    links, ids = ep.fields.get("links"), ep.fields.get("ids")
    told = (
        [value for value in links.values() if isinstance(value, str)]
        if isinstance(links, Map)
        else []
    )
    keys = {page_key(page_of(link)) for link in told if is_address(link)}
    films = {film_in(link) for link in [*told, *_clip_addresses(ep)]}
    video = ids.get("youtube") if isinstance(ids, Map) else None
    if isinstance(video, str):
        films.add(youtube_id(video) or film_in(video))
    keys |= {film_key(film) for film in films if film}
    named = [ep.fields.get(name) for name in ("slug", "permalink", "legacy_path")]
    slugs = {slug_of(name) for name in named if isinstance(name, str)} or {slug_of(stem)}
    numbers = f"s{ep.fields.get('season')}e{ep.fields.get('episode')}"
    keys |= {code for text in (numbers, *slugs) if (code := code_key(text))}
    guests = ep.fields.get("guests")
    named = guests if isinstance(guests, tuple) else (guests,)
    keys |= {guest_key(guest) for guest in named if isinstance(guest, str)}
    return keys | {slug_key(slug) for slug in slugs if slug}


def _clip_addresses(ep: Episode) -> Iterator[str]:
    seen = set[str]()
    for clip in ep.clips:
        if isinstance(clip, Clip):
            base = re.split(r"[&?]t=", clip.url, maxsplit=1)[0]
            if base not in seen:
                seen.add(base)
                yield base


def _whole(address: str) -> str:
    """Return an address with its scheme, which people leave out."""
    if re.match(r"https?://", address, re.IGNORECASE):
        return address
    if address.startswith("//"):
        return f"https:{address}"
    has_host = re.match(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/|$)", address) and "/" in address
    return f"https://{address}" if has_host else f"https:///{address.lstrip('/')}"


def _split(address: str) -> tuple[str, str, str]:
    """Return host (without `www.`), path and query; of what is no address the path is all."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # such as an unclosed [
        return "", address, ""
    return host, unquote(parts.path), parts.query
