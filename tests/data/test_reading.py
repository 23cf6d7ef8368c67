"""Data that was written by somebody: it is read, or refused with its name and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from sphinx_roundtable.data import DataError, Person, load, load_table
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "JSON is malformed|truncated"),
        (b'{"version": "2.0", "roundtables": []}', "pattern|regex"),
        (
            b'{"version": "1.0", "roundtables": [{"name": 1, "title": ""}]}',
            r"roundtables\[0\]\.name",
        ),
        (b"\xff", "malformed|utf-8|UTF-8"),
    ],
)
def test_what_is_no_data_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "roundtable.json"
    path.write_bytes(content)
    with pytest.raises(DataError, match=message) as caught:
        load(path)
    assert str(path) in str(caught.value)


def test_a_later_version_with_more_keys_is_read(tmp_path: Path) -> None:
    path = tmp_path / "roundtable.json"
    path.write_bytes(b'{"version": "1.7", "roundtables": [], "more": {}}')
    assert load(path).version == "1.7"


@pytest.mark.parametrize("content", [b"speaker,words\r\n", b'a,"b', b"\xff\xfe"])
def test_what_is_no_table_of_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"answers\.csv"):
        load_table(path)


def test_a_format_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no format 'xml'; there are: json, csv"):
        build(tmp_path, {"panel.rst": PANEL}, roundtables=["panel"], roundtable_data=["xml"])


def test_records_are_values() -> None:
    one = Person(id="a", name="A")
    assert one == msgspec.structs.replace(one)
    with pytest.raises(AttributeError):
        one.name = "B"  # type: ignore[misc]
