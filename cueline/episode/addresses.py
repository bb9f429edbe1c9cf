"""Addresses: of clips, of the episode on each platform, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import parse_qs, urlsplit

from cueline.episode.clips import address_at, set_clip_url, url_at, video_link
from cueline.episode.fields import set_field
from cueline.episode.proposals import Proposal, Step, Suggestion
from cueline.episode.values import Clip, Episode, Map

CLIP_ADDRESSES, LINKS, IDS = "Addresses of clips", "Links", "Ids"
PLATFORMS: dict[str, tuple[str, ...]] = {
    "youtube": ("youtube.com", "youtu.be"),
    "apple": ("apple.com",),
    "spotify": ("spotify.com",),
    "anchor": ("anchor.fm", "spotify.com"),
}
"""Where a link's key says that it leads; measured on 174 links."""

_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_START = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)(?:\.\d+)?s?)?", re.ASCII)
_OPENINGS = {"https", "http"}


def clean_address(url: str) -> str:
    """Return the address without a bare `t`, and with the last of several `t=`; unchanged if it has neither."""
    page, hash_mark, fragment = url.partition("#")
    head, mark, query = page.partition("?")
    parts = query.split("&")
    starts = [place for place, part in enumerate(parts) if part.startswith("t=")]
    kept = [
        part
        for place, part in enumerate(parts)
        if part and part != "t" and (place not in starts or place == starts[-1])
    ]
    if not mark or kept == parts:
        return url
    return head + ("?" if kept else "") + "&".join(kept) + hash_mark + fragment


def video_address(url: str) -> str:
    """Return the address without any start in it."""
    page, hash_mark, fragment = url.partition("#")
    head, mark, query = page.partition("?")
    parts = [p for p in query.split("&") if p and p != "t" and not p.startswith("t=")]
    return head + ("?" if mark and parts else "") + "&".join(parts) + hash_mark + fragment


def start_in(url: str) -> float | None:
    """Return the seconds that the last `t=` of an address says (`338`, `338s`, `5m38s`); None if it has none."""
    starts = re.findall(r"[?&#;]t=([^&#]*)", url)
    match = _START.fullmatch(starts[-1]) if starts else None
    if match is None or not any(match.groups()):
        return None
    return int(match[1] or 0) * 3600 + int(match[2] or 0) * 60 + int(match[3] or 0)


def youtube_id(text: str) -> str | None:
    """Return the id of a video in an id with something behind it, or in its address; None if there is none."""
    parts = urlsplit(text)
    if parts.scheme in _OPENINGS:
        named = parse_qs(parts.query).get("v", [parts.path.rpartition("/")[2]])[0]
        return named[:11] if _YOUTUBE_ID.fullmatch(named[:11]) else None
    match = _YOUTUBE_ID.match(text.strip())
    rest = text.strip()[11:]
    return match[0] if match and (not rest or rest[0] in "&?#") else None


def provider_id(text: str) -> str:
    """Return an id without the second part (`/a-abl5fth`) and the site that were pasted with it."""
    path = urlsplit(text).path.strip("/") if "://" in text else text
    path = path.removeprefix("pod/show/").removeprefix("show/")
    return re.sub(r"/a-[a-z0-9]+/?$", "", path)


def leads_elsewhere(key: str, address: str) -> bool:
    """Tell whether a link leads to another platform than its key says; of unknown keys nothing is said."""
    host = urlsplit(address).hostname or ""
    ends = PLATFORMS.get(key)
    return ends is not None and not any(host == end or host.endswith("." + end) for end in ends)


def propose_clean_addresses(ep: Episode) -> Proposal:
    """Propose addresses without what came into them by accident (`&t&t=`, two starts), and with the clips' own starts.

    Off by default where a clip's address is that of another video than the episode's link.
    """
    steps = [*_clips(ep), *_fields(ep)]
    return Proposal.of_steps("clean the addresses", ep, steps)


def clean_clip_address(ep: Episode, clip: Clip) -> str:
    """Return what the address of a clip should be: one start, the clip's own, in the episode's video."""
    link = video_address(video_link(ep))
    if link and (not clip.url or video_address(clip.url) != link):
        return clip.url if clip.start is None else address_at(link, clip.start)
    cleaned = clean_address(clip.url)
    told = start_in(cleaned)
    if clip.start is None or told == int(clip.start):
        return cleaned
    return url_at(cleaned, clip.start) if told is not None else address_at(cleaned, clip.start)


def _clips(ep: Episode) -> Iterator[tuple[Suggestion, Step]]:
    link = video_address(video_link(ep))
    for place, clip in enumerate(ep.clips):
        if not isinstance(clip, Clip) or (not clip.url and not link):
            continue
        now = clean_clip_address(ep, clip)
        if now == clip.url:
            continue
        same = not link or not clip.url or _same_video(clip.url, link)
        reason = _reason(clip, now) if same else "The episode's link leads to another video."
        suggestion = Suggestion(
            CLIP_ADDRESSES, clip.name, clip.url, now, reason, place, same, "clip"
        )
        yield suggestion, partial(set_clip_url, clip=place, url=now)


def _reason(clip: Clip, now: str) -> str:
    if not clip.url:
        return "The clip has no address."
    if start_in(clip.url) != start_in(now):
        return "The address does not have the start of the clip."
    if clean_address(clip.url) != clip.url:
        return "The address says “t” twice."
    return "The address is not that of the episode's link."


def _fields(ep: Episode) -> Iterator[tuple[Suggestion, Step]]:
    rules: tuple[tuple[str, str, str, Callable[[str], str]], ...] = (
        (LINKS, "links", "The link has a start without a time in it.", clean_address),
        (
            IDS,
            "ids",
            "The id is 11 characters; this has more.",
            lambda text: youtube_id(text) or text,
        ),
    )
    for kind, field, reason, mended in rules:
        values = ep.fields.get(field)
        was = values.get("youtube") if isinstance(values, Map) else None
        now = mended(was) if isinstance(was, str) else was
        if now != was:
            suggestion = Suggestion(kind, f"{field} youtube", str(was), str(now), reason)
            yield suggestion, partial(set_field, path=(field, "youtube"), value=now)


def _same_video(one: str, other: str) -> bool:
    ids = youtube_id(one), youtube_id(other)
    return ids[0] == ids[1] if all(ids) else False
