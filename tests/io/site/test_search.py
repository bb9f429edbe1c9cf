"""The one box: what is found for a phrase, a guest, a title, an address, and in which order."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cueline.episode.folding import folded
from cueline.io import open_document
from cueline.io.site.index import SiteIndex

FILM, OTHER = "abcdefghi_-", "01234567890"


def episode(season, number, title, guest, lines, film=FILM):
    """Write an episode whose lines start every ten seconds."""
    said = "".join(
        f"- line: {text}\n  sec: {place * 10}\n  time: '0:{place * 10:02}'\n  who: Ana\n"
        for place, text in enumerate(lines)
    )
    return (
        f"---\ntitle: {title}\nseason: {season}\nepisode: {number}\nguests: [{guest}]\nlinks:\n"
        f"  youtube: https://www.youtube.com/watch?v={film}\n  apple: https://pods.example/{title[0]}?i={number}\n"
        f"transcript:\n- header: The oven\n{said}---\n"
    )


FILES = {
    "_podcast/s01e02-bread-at-night.md": episode(
        1, 2, "Bread at night", "borisnagy",
        ["Good evening.", "The\n    dough rests, it’s a long\n    way to the oven.", "Rye and the oven and rye.",
         "Bye."],
    ),
    "_podcast/2024-05-01-cakes.md": episode(
        2, 1, "Cakes", "zoekiss", ["I like “soft” cakes.", "The oven is hot; the dough rests."], OTHER
    ),
    "_podcast/s02e10-rye.md": episode(2, 10, "All about rye", "zoekiss", ["Hello, Boris says hi."], "zzzzzzzzzzz"),
    "_people/borisnagy.md": "---\nshort: borisnagy\ntitle: Boris Nagy\n---\n",
    "_people/zoekiss.md": "---\nshort: zoekiss\ntitle: Zoé Kiss\n---\n",
    "talks/interview.md": "**Ana:** Is it an ovenproof dish?\n\n**Bo:** It is.\n\nAnd a\ngood one.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    index = SiteIndex(folder, None)
    index.refresh(lambda *_: True)
    yield index
    index.close()


def kinds(found):
    return [(place.path.name, place.kind) for place in found.places]


@pytest.mark.parametrize(
    "query",
    ["it's a long way", "It’s  a LONG way", "dough rests, it's", "a long way to", "  long\n way"],
)
def test_a_phrase_is_found_however_it_is_typed_and_wrapped(site, query):
    (place,) = site.search(query).places
    assert (place.path.name, place.kind, place.index, place.start) == (
        "s01e02-bread-at-night.md", "phrase", 2, 10,
    )  # fmt: skip


def test_the_hit_with_its_place_and_a_few_words_around_it(site):
    (place,) = site.search("A LONG WAY").places
    text = "The dough rests, it’s a long way to the oven."
    assert (place.offset, place.length) == (text.index("a long"), len("a long way"))
    assert (place.before, place.hit, place.after) == (
        "The dough rests, it’s ",
        "a long way",
        " to the oven.",
    )
    assert (place.speaker, place.title) == ("Ana", "Bread at night")


def test_parts_of_words_are_found(site):
    (place,) = site.search("venproo").places
    assert (place.path.name, place.index, place.hit) == ("interview.md", 0, "venproo")
    assert (place.before, place.after) == ("Is it an o", "f dish?")


def test_plain_quotes_find_typographic_ones(site):
    assert site.search('"soft" cakes').places[0].hit == "“soft” cakes"


def test_titles_and_guests_come_first_then_the_newest_episode(site):
    assert kinds(site.search("rye")) == [
        ("s02e10-rye.md", "title"),
        ("s01e02-bread-at-night.md", "phrase"), ("s01e02-bread-at-night.md", "phrase"),
    ]  # fmt: skip
    assert kinds(site.search("boris")) == [
        ("s01e02-bread-at-night.md", "guest"), ("s02e10-rye.md", "phrase"),
    ]  # fmt: skip
    found = site.search("the oven")
    assert [place.path.name for place in found.places] == (
        ["s02e10-rye.md", *["2024-05-01-cakes.md"] * 2, *["s01e02-bread-at-night.md"] * 3]
    )
    assert [place.index for place in found.places] == [0, 0, 2, 0, 2, 3]


@pytest.mark.parametrize("query", ["zoe", "Zoé Kiss", "KISS", "zoekiss"])
def test_a_guest_by_any_name(site, query):
    assert kinds(site.search(query)) == [
        ("s02e10-rye.md", "guest"),
        ("2024-05-01-cakes.md", "guest"),
    ]


def test_all_hits_are_counted_though_not_all_are_shown(site):
    whole, few = site.search("the oven"), site.search("the oven", limit=2)
    assert (whole.total, whole.files) == (few.total, few.files) == (6, 3)
    assert few.places == whole.places[:2]
    none = site.search("the oven", limit=0)
    assert (none.places, none.total) == ((), 6)


def test_words_that_are_no_phrase_are_found_in_one_line(site):
    (place,) = site.search("oven dough hot").places
    assert (place.path.name, place.index, place.hit) == ("2024-05-01-cakes.md", 2, "oven")
    assert kinds(site.search("night bread")) == [("s01e02-bread-at-night.md", "title")]


def test_words_that_are_in_no_line_are_found_in_one_episode(site):
    (place,) = site.search("nagy evening bye").places
    assert (place.path.name, place.index) == ("s01e02-bread-at-night.md", 1)


@pytest.mark.parametrize(
    "query", ["", "  ", "\u200b", "nobody says this", "https://else.example/page", "youtu.be/x"]
)
def test_nothing_is_found(site, query):
    found = site.search(query)
    assert (found.places, found.total, found.files) == ((), 0, 0)


@pytest.mark.parametrize(
    ("query", "file"),
    [
        ("https://bakers.example/podcast/s01e02-bread-at-night.html", "s01e02-bread-at-night.md"),
        ("bakers.example/cakes/", "2024-05-01-cakes.md"),
        ("/podcast/s02e10-rye.html", "s02e10-rye.md"),
        ("s02e10-rye.md", "s02e10-rye.md"),
        ("s02e10", "s02e10-rye.md"),
        ("S01E02", "s01e02-bread-at-night.md"),
        ("s2 e1", "2024-05-01-cakes.md"),
        ("http://pods.example/C?i=1", "2024-05-01-cakes.md"),
        ("https://bakers.example/interview", "interview.md"),
        (f"https://youtu.be/{OTHER}", "2024-05-01-cakes.md"),
        (OTHER, "2024-05-01-cakes.md"),
    ],
)
def test_an_address_leads_to_its_episode(site, query, file):
    (place,) = site.search(query).places
    assert (place.path.name, place.kind, place.index, place.start) == (file, "address", None, None)


@pytest.mark.parametrize(
    ("said", "index", "start"),
    [
        ("?t=0", 1, 0),
        ("?t=9", 1, 9),
        ("?t=10s", 2, 10),
        ("?si=x&t=25", 3, 25),
        ("?t=1h2m3s", 4, 3723),
    ],
)
def test_a_film_with_a_time_leads_to_the_line_that_is_heard(site, said, index, start):
    (place,) = site.search(f"https://youtu.be/{FILM}{said}").places
    assert (place.path.name, place.index, place.start) == ("s01e02-bread-at-night.md", index, start)
    assert place.after


def test_a_page_with_a_time_too(site):
    (place,) = site.search("https://bakers.example/s01e02-bread-at-night?t=12").places
    assert (place.index, place.start, place.speaker) == (2, 12, "Ana")


@pytest.mark.parametrize(
    ("query", "file", "index", "start"),
    [
        ("s01e02 0:12", "s01e02-bread-at-night.md", 2, 12),
        ("0:29 bread at night", "s01e02-bread-at-night.md", 3, 29),
        ("Nagy  1:02:03", "s01e02-bread-at-night.md", 4, 3723),
        ("/podcast/s02e10-rye.html 0:00", "s02e10-rye.md", 1, 0),
        ("about rye 0:05", "s02e10-rye.md", 1, 5),
    ],
)
def test_a_time_beside_what_names_an_episode_leads_to_the_line_that_is_heard(
    site, query, file, index, start
):
    (place,) = site.search(query).places
    assert (place.path.name, place.kind) == (file, "time")
    assert (place.index, place.start) == (index, start)
    assert place.after


def test_a_time_beside_a_guest_leads_to_each_of_the_episodes(site):
    assert kinds(site.search("zoe 0:10")) == [
        ("s02e10-rye.md", "time"),
        ("2024-05-01-cakes.md", "time"),
    ]


@pytest.mark.parametrize("query", ["0:12", "0:12 0:13", "nobody 0:12", "rye 0:99", ": rye"])
def test_a_time_that_belongs_to_no_episode_is_text(site, query):
    assert all(place.kind != "time" for place in site.search(query).places)


def test_what_looks_like_an_address_and_is_none_is_looked_for_as_text(site):
    assert site.search("hot;").total == 1
    assert kinds(site.search("rests."))[0] == ("2024-05-01-cakes.md", "phrase")


def test_a_search_can_be_stopped(site):
    asked = []

    def stop():
        asked.append(1)
        return len(asked) > 1

    assert site.search("the oven", stop=stop).files == 1


@given(st.text())
def test_anything_can_be_asked(site, text):
    found = site.search(text, limit=3)
    assert len(found.places) == min(3, found.total)
    assert found.files <= found.total


@given(st.data())
def test_every_part_of_every_text_is_found_where_it_stands(site, data):
    path = site.root / data.draw(st.sampled_from([name for name in FILES if "_people" not in name]))
    index, item = data.draw(st.sampled_from(list(enumerate(open_document(path).episode.items))))
    first = data.draw(st.integers(0, len(item.text) - 1))
    part = item.text[first : data.draw(st.integers(first + 1, len(item.text)))]
    assume(folded(part) and film_like(part))
    places = [
        p for p in site.search(part, limit=10_000).places if (p.path, p.index) == (path, index)
    ]
    assert places
    for place in places:
        hit = item.text[place.offset : place.offset + place.length]
        assert folded(part) in folded(hit)
        assert " ".join(hit.split()) == place.hit


def film_like(part):
    """Tell whether a part is words to the box, and no file's name."""
    return part.strip(" .,;?!").casefold() not in ("cakes", "interview")
