"""The pages of systems: what is talked about, by whom, and in which words."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, get_args

from docutils import nodes
from sphinx import addnodes

from ..locale import _
from ..model import SystemKind
from ..nodes import PLACE, entry, link, roundtable_scroll, sentence
from .parts import LISTED_AT_MOST, Parts, hidden_toctree
from .transplant import COPY, QUOTED
from .usage import anchor_of, of_mentions, usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model import Answer, Mention, Person, System

__all__ = ["SystemPages"]

#: Where an answer names more, only the first of these count as mentioned together.
TOGETHER_AT_MOST = 50


def _kind(kind: SystemKind) -> str:
    return {
        "site": _("Site"),
        "product": _("Product"),
        "framework": _("Framework"),
        "database": _("Database"),
        "server": _("Server"),
        "tool": _("Tool"),
        "language": _("Language"),
        "service": _("Service"),
        "company": _("Company"),
    }[kind]


def _plural(kind: SystemKind | None) -> str:
    return {
        "site": _("Sites"),
        "product": _("Products"),
        "framework": _("Frameworks"),
        "database": _("Databases"),
        "server": _("Servers"),
        "tool": _("Tools"),
        "language": _("Languages"),
        "service": _("Services"),
        "company": _("Companies"),
    }.get(kind or "", _("Others"))


class SystemPages(Parts):
    """What the pages of systems show, and what other pages say of systems."""

    def systems(self) -> None:
        """Show all systems by kind, and who speaks of which."""
        table = self.roundtable
        title = [nodes.Text(table.labels["systems"])]
        section = self.open_page("systems", title, "systems", "roundtable-systems-index")
        contents = nodes.container(classes=["roundtable-contents", "no-search"])
        groups = [
            (kind, [system for system in table.systems if system.kind == kind])
            for kind in (*get_args(SystemKind), None)
        ]
        groups = [(kind, systems) for kind, systems in groups if systems]
        for kind, systems in groups:
            if len(groups) > 1:
                heading = nodes.rubric("", _plural(kind), classes=["roundtable-kind"])
                heading["heading-level"] = 2
                contents += heading
            systems.sort(key=lambda one: -len(self._mentions_of(one)))
            contents += nodes.bullet_list(
                "", *(self._entry(system) for system in systems), classes=["roundtable-list"]
            )
        section += contents
        if matrix := usage(table):
            heading = nodes.rubric("", _("Who speaks of what"), classes=["no-search"])
            heading["heading-level"] = 2
            section += [
                heading,
                roundtable_scroll(
                    "",
                    matrix,
                    name=_("Who speaks of what"),
                    classes=["roundtable-scroll", "no-search"],
                ),
            ]
        section += hidden_toctree(
            self.page.docname, [table.docname("systems", system.id) for system in table.systems]
        )

    def _entry(self, system: System) -> nodes.list_item:
        details = [system.description.rstrip("."), of_mentions(len(self._mentions_of(system)))]
        words = [[nodes.Text(part)] for part in details if part]
        return entry(self._to_system(system), *words)

    def system(self) -> None:
        """Show what a system is, who works on it, and every mention with its sentence."""
        system = self.roundtable.system[self.page.id]
        mentions = self._mentions_of(system)
        speakers = dict.fromkeys(mention.by for mention in mentions)
        anchors = {id: self.transplant.reserve(anchor_of(id)) for id in speakers}
        section = self.open_page(
            system.id, [nodes.Text(system.name)], "systems", "roundtable-system"
        )
        self.index(section, system.name, main=True)
        for alias in system.aliases:
            if system.name.casefold() not in alias.casefold():
                words = f"{alias}; {system.name}".replace(",", "")
                section += addnodes.index(entries=[("see", words, system.id, "", None)])
        if system.description:
            section += nodes.paragraph("", system.description, classes=["roundtable-what"])
        makers = self._makers(system)
        self._facts(section, system, makers)
        told = {place.key for person in makers for place in person.introductions}
        elsewhere = [mention for mention in mentions if mention.key not in told]
        named = {mention.by for mention in elsewhere}
        for person in makers:
            for place in person.introductions:
                # Of those who name it nowhere else, this is the place.
                anchor = "" if person.id in named else anchors.pop(person.id, "")
                section += self._biography_of(person, place.key, place.source, anchor)
        self._told(section, elsewhere, anchors)
        if not mentions:
            section += nodes.paragraph("", _("Nobody mentions it."), classes=["no-search"])
        self._together(section, system, mentions)

    # What other pages say of systems

    def systems_named(self, section: nodes.section, keys: Iterable[str]) -> None:
        """Add a line that lists the systems which the records *keys* name, most often first."""
        counts = Counter(
            mention.target
            for key in keys
            for mention in self.roundtable.mentions_in.get(key, ())
            if mention.kind == "system"
        )
        self._ranked(section, self.roundtable.labels["systems"], counts, "roundtable-systems")

    def named_by(self, section: nodes.section, person: Person) -> None:
        """Add a line that leads to where others name *person*."""
        mentions = self.roundtable.mentions_of.get(("person", person.id), ())
        keys = dict.fromkeys(mention.key for mention in mentions)
        places = (self._place(key, mention.by) for key, mention in _first(mentions, keys))
        self.missing(section, _("Named by"), len(keys), places)

    # Parts of a system's page

    def _mentions_of(self, system: System) -> Sequence[Mention]:
        return self.roundtable.mentions_of.get(("system", system.id), ())

    def _to_system(self, system: System) -> nodes.reference:
        return link(self.roundtable.docname("systems", system.id), "", system.name)

    def _makers(self, system: System) -> list[Person]:
        people = (self.roundtable.person.get(id) for id in system.people)
        return [person for person in people if person is not None and not person.asks]

    def _facts(self, section: nodes.section, system: System, makers: Sequence[Person]) -> None:
        """Add what is known of *system*, each with its name."""
        fields = nodes.field_list(classes=["roundtable-about"])

        def add(name: str, content: Sequence[nodes.Node], *classes: str) -> None:
            body = nodes.field_body("", nodes.paragraph("", "", *content))
            field = nodes.field("", nodes.field_name("", name), body, classes=list(classes))
            fields.append(field)

        if system.kind:
            add(_("Kind"), [nodes.Text(_kind(system.kind))])
        if system.url:
            add(_("Home page"), [nodes.reference("", system.url, refuri=system.url)])
        if system.aliases:
            add(_("Also written"), [nodes.Text(", ".join(system.aliases))])
        if makers:
            add(_("Work of"), sentence("", map(self.to_person, makers)))
        for answer in self._stack_answers(makers):
            systems = [one for one in self._stack(answer) if one.id != system.id]
            told = [nodes.Text(" ("), self.to_answer(answer, self._said(answer)), nodes.Text(")")]
            if systems:
                add(
                    _("Runs on"), [*sentence("", map(self._to_system, systems)), *told], "no-search"
                )
        if len(fields.children):
            section += fields

    def _stack_answers(self, makers: Sequence[Person]) -> Iterator[Answer]:
        """Yield where the makers of a system tell what it runs on."""
        for person in makers:
            for answer in self.roundtable.answers_of.get(person.id, ()):
                if answer.topic == self.roundtable.runs_on:
                    yield answer

    def _stack(self, answer: Answer) -> list[System]:
        """Return what *answer* names, in its order, without companies."""
        named = self.roundtable.mentions_in.get(answer.key, ())
        ids = dict.fromkeys(mention.target for mention in named if mention.kind == "system")
        systems = [self.roundtable.system[id] for id in ids]
        return [system for system in systems if system.kind != "company"]

    def _biography_of(self, person: Person, key: str, source: str, anchor: str) -> nodes.section:
        """Return the biography of somebody who works on the system.

        :param anchor: its id, if it is the place where the person speaks of the system
        """
        words = _("Biography of %s") % person.name
        to = link(self.roundtable.docname("people", person.id), "", words)
        section = nodes.section(
            "",
            nodes.title("", "", to),
            ids=[anchor or self.transplant.reserve(f"biography-{person.id}")],
            classes=["roundtable-answer", "no-search"],
        )
        section[COPY] = key
        section += self.transplant.record(self.sources[source], key, canonical=False)
        for reference in list(section.findall(nodes.reference)):
            if reference.get(PLACE) == f"{self.page.docname}#":
                reference.replace_self(nodes.strong("", "", *reference.children))
        return section

    def _told(
        self, section: nodes.section, mentions: Sequence[Mention], anchors: dict[str, str]
    ) -> None:
        """Add every mention, by person and place, with the sentence around it."""
        if not mentions:
            return
        said = nodes.definition_list(classes=["roundtable-mentions", "no-search"])
        by_person: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            by_person[mention.by].append(mention)
        for id in (person.id for person in self.roundtable.people if person.id in by_person):
            person = self.roundtable.person[id]
            term = nodes.term("", "", self.to_person(person), ids=[anchors[id]])
            places = nodes.bullet_list()
            for key, here in groupby(by_person[id], key=lambda mention: mention.key):
                item = nodes.list_item()
                to = self._place(key, id, named=False)
                to["classes"].append("pageref")
                item += nodes.paragraph("", "", to, classes=["roundtable-place"])
                item += _sentences(list(here))
                places += item
            said += nodes.definition_list_item("", term, nodes.definition("", places))
        heading = nodes.rubric("", _("Mentions"), classes=["no-search"])
        heading["heading-level"] = 2
        section += [heading, said]

    def _place(self, key: str, by: str, *, named: bool = True) -> nodes.reference:
        """Return a link to an answer or a biography."""
        answer = self.roundtable.answer.get(key)
        person = self.roundtable.person[by]
        if answer is None:
            words = person.name if named else _("Biography")
            return link(self.roundtable.docname("people", person.id), "", words)
        words = self._said(answer) if named else self.words(self.roundtable.topic[answer.topic])
        return self.to_answer(answer, words)

    def _said(self, answer: Answer) -> str:
        return f"{self.name(answer)}: {self.words(self.roundtable.topic[answer.topic])}"

    def _together(
        self, section: nodes.section, system: System, mentions: Sequence[Mention]
    ) -> None:
        """Add a line that lists what is named in the same answers, most often first."""
        counts = Counter(
            id
            for key in dict.fromkeys(mention.key for mention in mentions)
            for id in self.roundtable.systems_in[key][:TOGETHER_AT_MOST]
            if id != system.id
        )
        self._ranked(section, _("Mentioned together with"), counts, "roundtable-together")

    def _ranked(self, section: nodes.section, label: str, counts: Counter[str], style: str) -> None:
        """Add a line of links to systems, those with the highest counts first."""
        # Of those that are named as often, the first named comes first.
        most = [self.roundtable.system[id] for id, _count in counts.most_common(LISTED_AT_MOST)]
        if most:
            more = [nodes.Text(" …")] if len(counts) > len(most) else []
            section += nodes.paragraph(
                "",
                "",
                *sentence(f"{label}: ", map(self._to_system, most)),
                *more,
                classes=[style, "no-search"],
            )


def _first(mentions: Sequence[Mention], keys: Iterable[str]) -> Iterator[tuple[str, Mention]]:
    """Yield the first mention of each record."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.key, mention)
    return ((key, first[key]) for key in keys)


def _sentences(mentions: Sequence[Mention]) -> Iterator[nodes.paragraph]:
    """Yield the sentences in which a system is named, each once, with the names marked."""

    def whole(mention: Mention) -> tuple[int, str]:
        return mention.block, f"{mention.before}{mention.words}{mention.after}"

    for (_block, text), places in groupby(mentions, key=whole):
        paragraph = _sentence(mentions[0].key)
        done = 0
        for mention in places:
            start = len(mention.before)
            if start < done:  # the same words once more
                paragraph += nodes.Text(text[done:])
                yield paragraph
                paragraph = _sentence(mention.key)
                done = 0
            paragraph += [
                nodes.Text(text[done:start]),
                nodes.strong("", mention.words, classes=["roundtable-named"]),
            ]
            done = start + len(mention.words)
        paragraph += nodes.Text(text[done:])
        yield paragraph


def _sentence(key: str) -> nodes.paragraph:
    """Return a paragraph for a part of the record *key*; joined editions do without it."""
    paragraph = nodes.paragraph(classes=["roundtable-sentence"])
    paragraph[QUOTED] = key
    return paragraph
