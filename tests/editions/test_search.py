"""What the index of the search holds: each answer once, as a document of its own."""

from __future__ import annotations

import gzip
import json
from importlib import util
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import ConfigError

from tests.book import ANSWERS, PEOPLE, TOPICS, build_book
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built


def found(built: Built) -> list[dict[str, Any]]:
    """Return what Pagefind gives to the page, with the filters that it is kept by."""
    filters = json.loads(built.read("_pagefind/filters.json"))
    records = []
    for path in (built.out / "_pagefind/fragment").glob("*.pf_fragment"):
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
        record = json.loads(text[text.index("{") :])
        record["filters"] = {
            kind: names
            for kind, values in filters.items()
            if (names := [name for name, ids in values.items() if path.stem in ids])
        }
        records.append(record)
    return records


def panel(folder: Path, text: str = PANEL, builder: str = "html", **conf: Any) -> Built:
    """Build a site with an index."""
    conf.setdefault("roundtable_pagefind", True)
    return build(folder, {"panel.rst": text}, builder, roundtables=["panel"], **conf)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return what is found in the book, by address."""
    built = build_book(tmp_path_factory.mktemp("search"), roundtable_pagefind=True)
    assert built.warnings == ""
    records = found(built)
    assert len(records) == len({record["url"] for record in records})
    return {record["url"]: record for record in records}


def test_each_answer_is_a_record_with_its_filters(book: dict[str, dict[str, Any]]) -> None:
    answers = {url: record for url, record in book.items() if "#" in url}
    assert set(answers) == {f"topics/{topic}.html#{person}" for person, topic in ANSWERS}
    ned = answers["topics/deployment.html#ned-batchelder"]
    assert ned["filters"] == {"person": ["Ned Batchelder"], "topic": ["Deployment"]}
    assert ned["meta"]["title"] == "Ned Batchelder: Deployment"
    assert "caching" in ned["content"]


def test_filters_are_in_the_order_of_the_text(tmp_path: Path) -> None:
    built = build_book(tmp_path, roundtable_pagefind=True)
    filters = json.loads(built.read("_pagefind/filters.json"))
    env = built.app.env
    assert list(filters["person"]) == [env.titles[f"people/{id}"].astext() for id in PEOPLE]
    assert list(filters["topic"]) == [env.titles[f"topics/{id}"].astext() for id in TOPICS]


def test_words_of_an_answer_are_in_no_other_record(book: dict[str, dict[str, Any]]) -> None:
    for word in ("multiplexer", "beastly", "bribe"):
        assert len([url for url, record in book.items() if word in record["content"]]) == 1


def test_pages_are_found_for_the_rest_of_their_words(book: dict[str, dict[str, Any]]) -> None:
    for person in PEOPLE:
        record = book[f"people/{person}.html"]
        assert record["filters"]["person"] == [record["meta"]["title"]]
        assert record["content"].count(record["meta"]["title"]) >= 2  # the title, the biography
    for topic in TOPICS:
        assert book[f"topics/{topic}.html"]["filters"] == {
            "topic": [book[f"topics/{topic}.html"]["meta"]["title"]]
        }
    assert "Free Software Foundation" in book["license.html"]["content"]
    assert book["appendix-a.html"]["content"] == "Appendix A: Case Studies"


def test_an_incremental_build_makes_the_same_index(tmp_path: Path) -> None:
    panel(tmp_path / "a")
    again = panel(tmp_path / "a", PANEL.replace("Kale", "Peas"))
    assert "people/ann-lee.html" not in again.written
    fresh = panel(tmp_path / "b", PANEL.replace("Kale", "Peas"))

    def files(built: Built) -> dict[str, bytes]:
        folder = built.out / "_pagefind"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    assert files(again) == files(fresh)
    assert not [name for name in files(fresh) if "ui" in name.split("-")]


def test_what_no_reader_sees_is_not_found(tmp_path: Path) -> None:
    hidden = """
*Ann Lee*:

    Seen.

    .. only:: latex

       Hidden one.

    .. raw:: html

       <p>Hidden two.</p>

    .. Hidden three.
"""
    text = " ".join(record["content"] for record in found(panel(tmp_path, PANEL + hidden)))
    assert "Seen." in text
    assert "Hidden" not in text


def test_addresses_are_those_of_the_builder(tmp_path: Path) -> None:
    urls = {record["url"] for record in found(panel(tmp_path, builder="dirhtml"))}
    assert "topics/gardens/#bo-ek" in urls


def test_the_language_is_that_of_the_project(tmp_path: Path) -> None:
    built = panel(tmp_path, language="de")
    entry = json.loads(built.read("_pagefind/pagefind-entry.json"))
    assert list(entry["languages"]) == ["de"]
    assert 'data-search="Suche"' in built.read("search.html")


def test_only_the_search_page_has_the_script(tmp_path: Path) -> None:
    built = panel(tmp_path)
    pages = [path for path in built.out.rglob("*.html") if "roundtable-search" in path.read_text()]
    assert [path.name for path in pages] == ["search.html"]


def test_without_the_setting_there_is_no_index(tmp_path: Path) -> None:
    built = panel(tmp_path, roundtable_pagefind=False)
    assert not (built.out / "_pagefind").exists()
    assert "roundtable-search" not in built.read("search.html")


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_roundtable.editions.site.search.find_spec", lambda _: None)
    assert util.find_spec("pagefind")
    with pytest.raises(ConfigError, match=r"roundtable_pagefind: .*`pagefind\[bin\]`"):
        panel(tmp_path)
    panel(tmp_path / "text", builder="text")  # other editions do without
