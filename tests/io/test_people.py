"""The people of a site."""

from __future__ import annotations

from cueline.io.people import Person, names_of_files, people_folder, read_people

ADA = '---\nshort: ada\ntitle: "Ada  Lovelace"\n---\nWrites programs.\n'


def site(tmp_path, folder="_people"):
    people = tmp_path / folder
    people.mkdir()
    (people / "ada.md").write_text(ADA, "utf-8")
    (people / "grace-h.md").write_bytes(
        "\ufeff---\r\nshort: grace\r\ntitle: 'Grace: Hopper'\r\n---\r\n".encode()
    )
    (people / "nameless.markdown").write_text("---\npicture: x.jpg\n---\n", "utf-8")
    (people / "broken.md").write_text('---\ntitle: "Bro"ken"\n---\n', "utf-8")
    (people / "plain.md").write_text("no front matter", "utf-8")
    (people / "_template.md").write_text(ADA, "utf-8")
    (people / "picture.jpg").write_bytes(b"\xff\xd8")
    return people


def test_people_are_known_by_id_and_full_name(tmp_path):
    assert read_people(site(tmp_path)) == [
        Person("ada", "Ada Lovelace"),
        Person("broken"),
        Person("grace", "Grace: Hopper"),
        Person("nameless"),
        Person("plain"),
    ]


def test_the_names_of_the_files_come_without_reading(tmp_path):
    ids = [person.id for person in names_of_files(site(tmp_path))]
    assert ids == ["ada", "broken", "grace-h", "nameless", "plain"]


def test_the_folder_is_found_from_an_episode_below(tmp_path):
    people = site(tmp_path)
    episode = tmp_path / "_podcast" / "s01" / "e01.md"
    episode.parent.mkdir(parents=True)
    assert people_folder(episode) == people
    assert people_folder(tmp_path / "e01.md") == people


def test_a_folder_without_underscore_serves_too(tmp_path):
    people = site(tmp_path, "people")
    assert people_folder(tmp_path / "podcasts" / "e01.md") == people


def test_the_search_ends_with_the_repository(tmp_path):
    site(tmp_path)
    repository = tmp_path / "site"
    (repository / ".git").mkdir(parents=True)
    (repository / "people").mkdir()
    assert people_folder(repository / "_podcast" / "e01.md") is None


def test_a_folder_that_is_gone_has_nobody(tmp_path):
    assert read_people(tmp_path / "_people") == []
    assert people_folder(tmp_path / "_podcast" / "e01.md") is None


def test_the_people_of_a_real_site(corpus):
    folder = people_folder(corpus / "episodes" / "any.md")
    assert folder == corpus / "people"
    people = read_people(corpus / "people")
    assert len(people) == len(names_of_files(corpus / "people")) == 38
    assert all(person.name and " " in person.name for person in people)


def test_what_macos_keeps_beside_a_file_is_nobody(tmp_path):
    (tmp_path / "_people").mkdir()
    (tmp_path / "_people/ana.md").write_text("---\nshort: ana\ntitle: Ana\n---\n")
    (tmp_path / "_people/._ana.md").write_bytes(b"\0\5\x16\7")
    assert [person.id for person in read_people(tmp_path / "_people")] == ["ana"]
