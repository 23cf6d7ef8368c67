"""Conversations made by chance, and how an author would write them down in each form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["FORMS", "Conversation", "Turn", "conversations", "written"]


class Turn(NamedTuple):
    """What somebody says in one go."""

    topic: str
    name: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> str:
        return " ".join(self.paragraphs)


class Conversation(NamedTuple):
    """Who says what, in order; the turns of one topic stand together."""

    people: tuple[str, ...]
    turns: tuple[Turn, ...]

    @property
    def topics(self) -> list[str]:
        return list(dict.fromkeys(turn.topic for turn in self.turns))


GIVEN = ["Mia", "Noël", "Zoë", "Dr. Ida", "Jan-Ole", "Świętosława", "O'Hara"]
GIVEN += ["太郎", "Ωmega", "محمد"]
FAMILY = ["Berg", "van Dijk", "Núñez", "Olsen Jr.", "山田", "Ünal", "Łoś", "MacRae", "Haddad"]
WORDS = ["bread", "rises", "slowly", "we", "never", "knead", "it", "twice", "flour", "and", "salt"]
TITLES = ["How did it begin?", "On flour", "the oven, and after", "Why so early?", "Q&A"]
TITLES += ["1. Yeast"]

_names = st.builds("{} {}".format, st.sampled_from(GIVEN), st.sampled_from(FAMILY))
_sentence = st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(
    lambda words: f"{' '.join(words).capitalize()}."
)
_paragraphs = st.lists(_sentence, min_size=1, max_size=3).map(tuple)


@st.composite
def conversations(draw: st.DrawFn, *, once: bool = False, short: bool = False) -> Conversation:
    """Draw a conversation of a few people on a few topics.

    :param once: everybody speaks at most once on a topic
    :param short: everything is said in one paragraph
    """
    people = draw(st.lists(_names, min_size=2, max_size=4, unique_by=_surname))
    topics = draw(st.lists(st.sampled_from(TITLES), min_size=1, max_size=4, unique=True))
    turns = []
    for topic in topics:
        speakers = st.lists(st.sampled_from(people), min_size=1, max_size=5, unique=once)
        for name in draw(speakers):
            said = (draw(_sentence),) if short else draw(_paragraphs)
            turns.append(Turn(topic, name, said))
    return Conversation(tuple(people), tuple(turns))


def _surname(name: str) -> str:
    return name.split(maxsplit=1)[-1]


def written(conversation: Conversation, form: str, suffix: str) -> str:
    """Return the text of *conversation*: the cast, then the turns in one form."""
    heads = _heads(suffix)
    cast = "".join(f"* *{name}* bakes.\n" for name in conversation.people)
    if form == "people":
        return f"{heads(1, 'Bakers')}{cast}\n{_people_first(conversation, heads)}"
    text = [heads(1, "Bakers"), cast, "\n"]
    for topic in conversation.topics:
        text.append(heads(2, topic))
        text += [FORMS[form][suffix](turn) for turn in conversation.turns if turn.topic == topic]
    return "".join(text)


def _people_first(conversation: Conversation, heads: Callable[[int, str], str]) -> str:
    text = []
    for name in conversation.people:
        turns = [turn for turn in conversation.turns if turn.name == name]
        if turns:
            text.append(heads(2, name))
        text += [f"{heads(3, turn.topic)}{_plain(turn.paragraphs)}" for turn in turns]
    return "".join(text)


def _heads(suffix: str) -> Callable[[int, str], str]:
    def markdown(level: int, title: str) -> str:
        return f"{'#' * level} {title}\n\n"

    def rest(level: int, title: str) -> str:
        return f"{title}\n{'=-.'[level - 1] * 4 * len(title)}\n\n"

    return markdown if suffix == ".md" else rest


def _plain(paragraphs: Sequence[str]) -> str:
    return "".join(f"{paragraph}\n\n" for paragraph in paragraphs)


def _indented(paragraphs: Sequence[str], by: str = "    ") -> str:
    return "".join(f"{by}{paragraph}\n\n" for paragraph in paragraphs)


def _quote(paragraphs: Sequence[str]) -> str:
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs) + "\n\n"


def _row(turn: Turn) -> str:
    head = ".. list-table::\n\n    * - "
    return f"{head}{turn.name}\n      - {_indented(turn.paragraphs, '        ').lstrip()}"


#: How a turn is written, by form and kind of file.
FORMS: dict[str, dict[str, Callable[[Turn], str]]] = {
    "quoted": {
        ".rst": lambda turn: f"*{turn.name}*:\n\n{_indented(turn.paragraphs)}",
        ".md": lambda turn: f"**{turn.name}:**\n\n{_quote(turn.paragraphs)}",
    },
    "strong": {
        ".rst": lambda turn: f"**{turn.name}**: {_plain(turn.paragraphs)}",
        ".md": lambda turn: f"**{turn.name}:** {_plain(turn.paragraphs)}",
    },
    "plain": {
        ".rst": lambda turn: f"{turn.name}: {_plain(turn.paragraphs)}",
        ".md": lambda turn: f"{turn.name}: {_plain(turn.paragraphs)}",
    },
    "timed": {
        ".rst": lambda turn: f"**{turn.name}:** 00:01:02\n\n{_plain(turn.paragraphs)}",
        ".md": lambda turn: f"**{turn.name}** [1:02]:\n\n{_plain(turn.paragraphs)}",
    },
    "attributed": {
        ".rst": lambda turn: f"{_indented(turn.paragraphs)}    -- {turn.name}, baker\n\n..\n\n",
        ".md": lambda turn: f"{_quote(turn.paragraphs).rstrip()}\n>\n> — {turn.name}\n\n",
    },
    "definitions": {
        ".rst": lambda turn: f"{turn.name}\n{_indented(turn.paragraphs)}",
    },
    "fields": {
        ".rst": lambda turn: f":{turn.name}: {_indented(turn.paragraphs).lstrip()}",
    },
    "table": {".rst": _row},
    "sections": {
        ".rst": lambda turn: f"{_heads('.rst')(3, turn.name)}{_plain(turn.paragraphs)}",
        ".md": lambda turn: f"{_heads('.md')(3, turn.name)}{_plain(turn.paragraphs)}",
    },
}
