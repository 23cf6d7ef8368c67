"""What a CSV file is understood to say, whatever is wrong with it."""

from __future__ import annotations

import csv
import re

import pytest

from sphinx_roundtable.transcripts.rows import Table, read

HEAD = "speaker,words,tags,timestamp\n"


def _rows(table: Table) -> list[tuple[int, str, list[str]]]:
    return [(row.line, row.speaker, [text.words for text in row.words]) for row in table.rows]


def _said(table: Table) -> list[tuple[int, str]]:
    return [(problem.line, problem.words) for problem in table.problems]


def _all_words(table: Table) -> str:
    parts: list[str] = []
    for row in table.rows:
        parts += [row.speaker, row.time, *row.tags]
        parts += [text.words for text in (*row.words, *row.others)]
    parts += [table.left_over.words] if table.left_over else []
    return " ".join(" ".join(parts).split())


def test_a_file_as_it_should_be() -> None:
    table = read(
        f'{HEAD}Ann Lee,"A hammer.\n\n Two  lines\nof it.",Tools; Nails;,00:01\n'
        ",More.,,\n\n,,,\nBo,No.,,\n"
    )
    assert table.problems == []
    assert table.left_over is None
    assert _rows(table) == [
        (2, "Ann Lee", ["A hammer.", "Two  lines\nof it."]),
        (6, "", ["More."]),
        (9, "Bo", ["No."]),
    ]
    first = table.rows[0]
    assert (first.tags, first.time) == (["Tools", "Nails"], "00:01")
    assert [text.line for text in first.words] == [2, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_delimiters_ends_of_lines_and_marks(delimiter: str, end: str, bom: str) -> None:
    lines = ["Timestamp|WORDS| Speaker", '1:00|"Yes, no; a\ttab."|Ann', "|More.|Bo"]
    text = bom + end.join(lines).replace("|", delimiter) + end
    table = read(text)
    assert table.problems == []
    assert _rows(table) == [(2, "Ann", ["Yes, no; a\ttab."]), (3, "Bo", ["More."])]
    assert table.rows[0].time == "1:00"


def test_space_after_a_delimiter() -> None:
    assert _rows(read('speaker, words\nAnn, "Yes, no."\n')) == [(2, "Ann", ["Yes, no."])]


def test_lines_of_words_in_a_row_with_other_long_values() -> None:
    (row,) = read('tags,speaker,words\n"a;\nb","Ann\nLee","\nOne.\n\nTwo."\n').rows
    assert (row.speaker, row.tags) == ("Ann Lee", ["a", "b"])
    assert [(text.words, text.line) for text in row.words] == [("One.", 5), ("Two.", 7)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", (1, "there is no column 'speaker' and 'words'; the columns are: none")),
        ("\n\n", (1, "there is no column 'speaker' and 'words'; the columns are: none")),
        (
            "\nname,words\nAnn,Yes.\n",
            (2, "there is no column 'speaker'; the columns are: 'name', 'words'"),
        ),
        (
            "just a text\n\nin lines",
            (1, "there is no column 'speaker' and 'words'; the columns are: 'just a text'"),
        ),
    ],
)
def test_a_file_without_a_header(text: str, problem: tuple[int, str]) -> None:
    table = read(text)
    assert _said(table) == [problem]
    assert table.rows == []
    assert _all_words(table) == " ".join(text.split())


def test_a_column_that_is_there_twice() -> None:
    table = read("speaker,words,Words\nAnn,One.,Two.\n")
    assert _said(table) == [
        (1, "two columns are called 'words': the first is taken"),
        (2, "columns without a meaning, kept as asides: 'Words'"),
    ]
    assert _rows(table) == [(2, "Ann", ["One."])]
    assert _all_words(table) == "Ann One. Words: Two."


def test_other_columns_are_reported_once_and_where_they_have_text() -> None:
    assert read("id,speaker,words\n,Ann,One.\n").problems == []
    table = read("id,speaker,words,\n,Ann,One.,\n7,Bo,Two.,odd\n8,Cy,Three.,\n")
    assert _said(table) == [(3, "columns without a meaning, kept as asides: 'id', ''")]
    assert [[text.words for text in row.others] for row in table.rows] == [
        [],
        ["id: 7", "odd"],
        ["id: 8"],
    ]


def test_rows_of_other_lengths() -> None:
    table = read("speaker,words\nAnn\nBo,Yes, and no,, really\nCy,No.\n")
    message = "the row has more or fewer values than there are columns; also in line 3"
    assert _said(table) == [(2, message)]
    assert _rows(table) == [(2, "", []), (3, "Bo", ["Yes, and no, , really"]), (4, "Cy", ["No."])]
    assert [text.words for text in table.rows[0].others] == ["Ann"]


def test_too_many_values_where_words_do_not_stand_last() -> None:
    (row,) = read("words,speaker\nYes,Ann,or no\n").rows
    assert (row.speaker, [text.words for text in row.others]) == ("Ann", ["or no"])


def test_a_quote_that_is_not_closed_ends_with_its_line() -> None:
    table = read(f'{HEAD}Ann,One.,,\nBo,"Two.,Tools,0:01\nCy,Three.,,\nDee,"Fo""ur.\n\nFive.",,\n')
    assert _rows(table) == [
        (2, "Ann", ["One."]),
        (3, "Bo", ["Two.,Tools,0:01"]),
        (4, "Cy", ["Three."]),
        (5, "Dee", ['Fo"ur.', "Five."]),
    ]
    assert _said(table)[0] == (3, "a quote is not closed, or closed within a value")


def test_quotes_within_a_value() -> None:
    table = read('speaker,words\nAnn,"She said "yes" to it."\nBo,He said "no".\n')
    assert [(problem.line, problem.words[:7]) for problem in table.problems] == [(2, "a quote")]
    assert re.findall(r"\w+", _all_words(table)) == [
        *["Ann", "She", "said", "yes", "to", "it"],
        *["Bo", "He", "said", "no"],
    ]


@pytest.mark.parametrize("row", ['xy","b', 'Ann,"b', '"', '""",', 'a,"""b'])
def test_quotes_that_go_wrong_on_every_line(row: str) -> None:
    """No text is lost, and the file is not read again and again."""
    count = 2_000
    table = read("speaker,words\n" + f"{row}\n" * count)
    words = re.findall(r"\w+", row)
    assert re.findall(r"\w+", _all_words(table)) == words * count


def test_a_long_value_and_the_limit_of_the_process() -> None:
    limit = csv.field_size_limit()
    long = "word " * (limit // 4)
    (row,) = read(f"speaker,words\nAnn,{long}\n").rows
    assert len(row.words[0].words) > limit
    assert csv.field_size_limit() == limit


def test_characters_that_are_no_text() -> None:
    table = read("speaker,words\nAnn,O\0ne.\nBo,T\x01wo.\nCy,Thr\vee.\n")
    assert _said(table) == [(2, "a character that is no text; also in line 3")]
    assert [words for _, _, words in _rows(table)] == [["O\ufffdne."], ["T\ufffdwo."], ["Thr ee."]]


def test_many_lines_with_one_problem_are_one_message() -> None:
    table = read("speaker,words\n" + "Ann\n" * 100)
    (problem,) = table.problems
    assert problem.words.endswith("; also in lines 3, 4, 5, 6, 7 and 94 more")
