"""A chapter's nodes → scenes: every guard, effect and text parsed, every name resolved.

Two passes make one story: `survey` writes down which scenes and choices there are, in all chapters; `ChapterReader`
then builds them, so that a scene may lead to one that comes later or stands in another file.
"""

from __future__ import annotations

from ..model.diagnostics import Mark
from ..model.expressions import (
    All,
    Assign,
    Compare,
    Condition,
    Effect,
    Either,
    Expression,
    Given,
    Not,
    Number,
    Read,
    Sum,
)
from ..model.story import Choice, Destination, Ending, Redirect, Scene, Verse
from ..model.text import Content, Paragraph, Text
from . import keys
from .alignment import locate
from .declarations import DeclarationsReader
from .expressions import Fault, parse_condition, parse_effects, unknown_scene
from .names import Names
from .nodes import Listing, Mapping, Node, Scalar, Source
from .prose import Counter, ProseReader
from .shapes import Shapes, describe, nothing_or
from .sites import Sites
from .suggesting import did_you_mean, likeliest

_Given = dict[str, Node]
_WAYS_ON = ("choices", "goto", "return", "ending", "fall")


def survey(chapter: str, node: Node | None, source: Source, names: Names) -> None:
    """Write down the ids of all scenes and choices of a chapter."""
    if not isinstance(node, Mapping):
        return
    for name, (key, value) in node.entries.items():
        scene = f"{chapter}.{name}"
        names.scenes[scene] = source.mark(key)
        if isinstance(value, Mapping) and "choices" in value.entries:
            _survey_choices(scene, value.entries["choices"][1], source, names)


def _survey_choices(owner: str, node: Node, source: Source, names: Names) -> None:
    if not isinstance(node, Mapping):
        return
    for name, (key, value) in node.entries.items():
        choice = f"{owner}.{name}"
        names.choices[choice] = source.mark(key)
        if isinstance(value, Mapping) and "choices" in value.entries:
            _survey_choices(choice, value.entries["choices"][1], source, names)


class ChapterReader:
    """Builds the scenes of one chapter."""

    def __init__(
        self, chapter: str, shapes: Shapes, names: Names, sites: Sites, declarations: DeclarationsReader
    ) -> None:
        """Read for this chapter."""
        self._chapter = chapter
        self._shapes = shapes
        self._names = names
        self._sites = sites
        self._declarations = declarations
        self._scenes: list[Scene] = []
        self.aliases: dict[str, tuple[str, Mark]] = {}

    def read(self, node: Node | None) -> list[Scene]:
        """Return the chapter's scenes, those of nested choices included."""
        if node is not None:
            for name, (key, value) in self._shapes.free_mapping(node, "A chapter", keys.SCENE).items():
                self._read_scene(f"{self._chapter}.{name}", key, value)
        return self._scenes

    # -- scenes -------------------------------------------------------------------------------------------------------

    def _read_scene(self, scene_id: str, key: Scalar, node: Node) -> None:
        given = self._given(node, keys.SCENE, "A scene", key)
        counter = Counter("seen", scene_id)
        position = len(self._scenes)
        choices = self._choices(given["choices"], scene_id, scene_id) if "choices" in given else ()
        self._note_aliases(given, scene_id)
        scene = Scene(
            scene_id,
            self._chapter,
            self._shapes.text(given["title"]).value if "title" in given else "",
            self._art(given["art"]) if "art" in given else "",
            tuple([word.value for word in self._shapes.words(given["beats"], "beats")]) if "beats" in given else (),
            self._text(given["text"], counter) if "text" in given else (),
            self._verses(given["verse"], scene_id) if "verse" in given else (),
            self._effects(given["do"], scene_id) if "do" in given else (),
            (),
            self._redirects(given["redirects"], counter) if "redirects" in given else (),
            self._onward(given),
            choices,
            self._pack(given["pack"]) if "pack" in given else (),
            self._ending(given["ending"]) if "ending" in given else None,
            "fall" in given and self._shapes.flag(given["fall"], "fall"),
            "",
            self._shapes.mark(key),
        )
        if isinstance(node, Mapping):
            self._check_ways_on(scene, given, key, node)
        self._scenes.insert(position, scene)

    def _given(self, node: Node, table: dict[str, keys.Key], what: str, owner: Scalar | None = None) -> _Given:
        return {name: entry[1] for name, entry in self._shapes.mapping(node, table, what, owner).items()}

    def _check_ways_on(self, scene: Scene, given: _Given, key: Scalar, node: Mapping) -> None:
        is_denied = {"return": scene.onward is not None and not scene.onward.returns, "fall": not scene.fall}
        ways = [name for name in _WAYS_ON if name in given and not is_denied.get(name, False)]
        if len(ways) > 1:
            self._shapes.report(
                "DA402",
                _last_key(node, ways) or key,
                f"This scene has {' and '.join(f'`{way}`' for way in ways)}.",
                "A scene ends in choices, or goes on, or ends the playthrough: keep one of them.",
            )
        if "cutaway" in given and "goto" not in given:
            self._shapes.report(
                "DA402",
                _last_key(node, ["cutaway"]) or key,
                "A scene's `cutaway` needs a `goto`, for afterwards.",
                "Add `goto:`, or give it to a choice.",
            )
        is_closed = any(redirect.when is None for redirect in scene.redirects)
        if not ways and not is_closed and not _has_garbled_way(node):
            self._shapes.report(
                "DA401",
                key,
                "This scene has no way on.",
                "Give it `choices:`, `goto:`, `return: true`, `ending:` or `fall: true`.",
            )

    def _onward(self, given: _Given) -> Destination | None:
        if not any(name in given for name in ("goto", "return", "cutaway")):
            return None
        return self._destination(given)

    def _destination(self, given: _Given) -> Destination:
        return Destination(
            self._scene_id(given["goto"]) if "goto" in given else "",
            self._scene_id(given["cutaway"]) if "cutaway" in given else "",
            "return" in given and self._shapes.flag(given["return"], "return"),
        )

    def _scene_id(self, node: Node) -> str:
        name = self._shapes.word(node, "goto")
        if not name:
            return ""
        found = self._names.resolve_scene(name, self._chapter)
        if found is None:
            fault = unknown_scene(name, self._chapter, self._names)
            assert isinstance(node, Scalar)  # noqa: S101  # `word` gave a name, so it is one
            self._shapes.report_fault(node, fault)
            return ""
        return found

    def _art(self, node: Node) -> str:
        name = self._shapes.word(node, "art")
        if name and name not in self._names.art:
            cure = did_you_mean(name, self._names.art) + "A picture is a file in art/."
            self._shapes.report("DA206", node, f"There is no picture `{name}`.", cure)
            return ""
        return name

    def _pack(self, node: Node) -> tuple[int, ...]:
        places = []
        for word in self._shapes.words(node, "pack"):
            place = self._names.places.get(word.value)
            if place is None:
                cure = did_you_mean(word.value, self._names.places) + "Places are declared in story.yaml."
                self._shapes.report("DA205", word, f"There is no place `{word.value}`.", cure)
            else:
                places.append(place)
                self._names.written.update(slot for slot in self._names.sizes if place in self._names.fitting[slot])
        return tuple(places)

    def _ending(self, node: Node) -> Ending:
        texts = {
            name: self._shapes.text(value).value for name, value in self._given(node, keys.ENDING, "An ending").items()
        }
        return Ending(texts.get("title", ""), texts.get("hint", ""))

    def _note_aliases(self, given: _Given, now: str) -> None:
        for word in self._shapes.words(given["was"], "was") if "was" in given else ():
            self.aliases[word.value] = (now, self._shapes.mark(word))

    # -- choices ------------------------------------------------------------------------------------------------------

    def _choices(self, node: Node, owner: str, root: str) -> tuple[Choice, ...]:
        found: list[tuple[Choice, bool]] = []
        for name, (key, value) in self._shapes.free_mapping(node, "choices", keys.CHOICE).items():
            found.append(self._choice(f"{owner}.{name}", key, value, root))
        if not found:
            return ()
        usual = [choice for choice, is_fallback in found if not is_fallback]
        return tuple([_as_fallback(choice, usual) if is_fallback else choice for choice, is_fallback in found])

    def _choice(self, choice_id: str, key: Scalar, node: Node, root: str) -> tuple[Choice, bool]:
        given = self._given(node, keys.CHOICE, "A choice", key)
        counter = Counter("taken", choice_id)
        self._note_aliases(given, choice_id)
        if ("requires" in given) != ("barred" in given):
            missing = "barred" if "requires" in given else "requires"
            present = _last_key(node, ["requires", "barred"]) or key
            self._shapes.report(
                "DA403",
                present,
                f"This choice has no `{missing}`.",
                "`requires:` bars a choice and `barred:` says why.",
            )
        when = self._condition(given["when"], "when", choice_id) if "when" in given else None
        effects = self._effects(given["do"], choice_id) if "do" in given else ()
        if "once" in given and self._shapes.flag(given["once"], "once"):
            untaken = Compare("==", Read(self._names.count("taken", choice_id)), Number(0))
            when = Condition(when.site if when else -1, All((untaken, when.test)) if when else untaken)
        choice = Choice(
            choice_id,
            self._line(given["say"], counter) if "say" in given else (),
            when,
            self._condition(given["requires"], "requires", choice_id) if "requires" in given else None,
            self._line(given["barred"], counter) if "barred" in given else (),
            self._text(given["text"], counter) if "text" in given else (),
            effects,
            self._choice_destination(given, choice_id, key, root, _last_key(node, ["goto", "return", "choices"])),
            self._verses(given["verse"], choice_id) if "verse" in given else (),
            self._shapes.mark(key),
        )
        return choice, "fallback" in given and self._shapes.flag(given["fallback"], "fallback")

    def _choice_destination(
        self, given: _Given, choice_id: str, key: Scalar, root: str, last: Scalar | None
    ) -> Destination:
        ways = [name for name in ("goto", "return", "choices") if name in given]
        if len(ways) > 1:
            self._shapes.report(
                "DA402",
                last or key,
                f"This choice has {' and '.join(f'`{way}`' for way in ways)}.",
                "It leads to a scene, or ends a cutaway, or opens nested choices: keep one of them.",
            )
        if "choices" not in given:
            return self._destination(given)
        inner = self._choices(given["choices"], choice_id, root)
        self._scenes.append(
            Scene(
                choice_id, self._chapter, "", "", (), (), (), (), (), (), None, inner, (), None, False, root,
                self._shapes.mark(key),
            )
        )  # fmt: skip
        return Destination(choice_id, enters=True)

    # -- parts --------------------------------------------------------------------------------------------------------

    def _redirects(self, node: Node, counter: Counter) -> tuple[Redirect, ...]:
        if not isinstance(node, Listing):
            cure = nothing_or(node, "Begin each redirect with a dash and a blank.")
            self._shapes.report("DA103", node, f"`redirects` is a list, and this is {describe(node)}.", cure)
            return ()
        found: list[Redirect] = []
        is_closed = False
        for item in node.items:
            given = self._given(item, keys.REDIRECT, "A redirect")
            if is_closed:
                self._shapes.report(
                    "DA407", item, "The redirect before this one is always taken.", "Put the unconditional one last."
                )
            if "goto" not in given and "cutaway" not in given:
                self._shapes.report("DA102", item, "A redirect needs the key `goto`.", keys.REDIRECT["goto"].about)
            is_closed = isinstance(item, Mapping) and "when" not in item.entries
            when = self._condition(given["when"], "redirect", counter.owner) if "when" in given else None
            text = self._text(given["text"], counter) if "text" in given else ()
            effects = self._effects(given["do"], counter.owner) if "do" in given else ()
            found.append(Redirect(when, text, effects, self._destination(given), self._shapes.mark(item)))
        return tuple(found)

    def _condition(self, node: Node, kind: str, owner: str) -> Condition | None:
        scalar = self._shapes.text(node)
        try:
            tree = parse_condition(scalar.value, self._names, self._chapter)
        except Fault as fault:
            if scalar.style != "lost":
                self._shapes.report_fault(scalar, fault)
            return None
        self._sites.locate = lambda _offset: self._shapes.mark(scalar)
        return Condition(self._sites.add(kind, owner, 0, scalar.value), tree)

    def _effects(self, node: Node, owner: str) -> tuple[Effect, ...]:
        if not isinstance(node, Listing):
            cure = nothing_or(
                node, "Write `do: [heat += 1]`, or each effect on a line of its own after a dash and a blank."
            )
            self._shapes.report("DA103", node, f"`do` is a list, and this is {describe(node)}.", cure)
            return ()
        found: list[Effect] = []
        for item in _rejoin(node.items):
            if isinstance(item, Mapping):
                given = self._given(item, keys.EFFECT, "An effect")
                condition = self._condition(given["when"], "effect", owner) if "when" in given else None
                effects = self._effects(given["do"], owner) if "do" in given else ()
                if condition is not None:
                    found.append(Given(condition, effects))
                continue
            scalar = self._shapes.text(item)
            try:
                found.extend(parse_effects(scalar.value, self._names, self._chapter))
            except Fault as fault:
                self._shapes.report_fault(scalar, fault)
        return tuple(found)

    def _text(self, node: Node, counter: Counter) -> Text:
        if not isinstance(node, Listing):
            return self._paragraphs(self._shapes.text(node), counter, None)
        if self._shapes.is_in_brackets(node):
            self._shapes.report(
                "DA012", node, "Text without quotes cannot begin with `[`: it begins a list.", "Put the text in quotes."
            )
            return ()
        found: list[Paragraph] = []
        for item in node.items:
            when, words = None, item
            if isinstance(item, Mapping):
                given = self._given(item, keys.PARAGRAPH, "A paragraph")
                when = self._condition(given["when"], "paragraph", counter.owner) if "when" in given else None
                if "text" not in given:
                    continue
                words = given["text"]
            found.extend(self._paragraphs(self._shapes.text(words), counter, when))
        return tuple(found)

    def _paragraphs(self, scalar: Scalar, counter: Counter, when: Condition | None) -> tuple[Paragraph, ...]:
        try:
            return self._prose(scalar, counter).paragraphs(scalar.value, when)
        except Fault as fault:
            self._shapes.report_fault(scalar, fault)
            return ()

    def _line(self, node: Node, counter: Counter) -> Content:
        scalar = self._shapes.text(node)
        try:
            return self._prose(scalar, counter).content(scalar.value)
        except Fault as fault:
            self._shapes.report_fault(scalar, fault)
            return ()

    def _prose(self, scalar: Scalar, counter: Counter) -> ProseReader:
        self._sites.locate = lambda offset: locate(self._shapes.source, scalar, offset)
        return ProseReader(self._names, self._sites, self._chapter, counter)

    def _verses(self, node: Node, owner: str) -> tuple[Verse, ...]:
        if not isinstance(node, Listing):
            return (Verse(None, self._declarations.quatrains(node)),)
        found = []
        for item in node.items:
            given = self._given(item, keys.PARAGRAPH, "A verse") if isinstance(item, Mapping) else {"text": item}
            when = self._condition(given["when"], "verse", owner) if "when" in given else None
            if "text" in given:
                found.append(Verse(when, self._declarations.quatrains(given["text"])))
        return tuple(found)


def _has_garbled_way(node: Mapping) -> bool:
    """Whether a scene says how it goes on, but in a way that could not be read (and has been reported)."""
    misspelled = any(name not in keys.SCENE and likeliest(name, keys.SCENE) in _WAYS_ON for name in node.entries)
    if "redirects" in node.entries and not isinstance(node.entries["redirects"][1], Listing):
        return True
    return misspelled or "cutaway" in node.entries


def _last_key(node: Node, names: list[str]) -> Scalar | None:
    """Return the key that comes last in the file of those with these names, or None."""
    found = [key for name, (key, _) in node.entries.items() if name in names] if isinstance(node, Mapping) else []
    return max(found, key=lambda key: (key.line, key.column), default=None)


def _rejoin(items: tuple[Node, ...]) -> list[Node]:
    """Put `put(gun, case)` together again, which YAML takes apart at the comma in a list in brackets."""
    joined: list[Node] = []
    for item in items:
        last = joined[-1] if joined else None
        if isinstance(item, Scalar) and isinstance(last, Scalar) and last.value.count("(") > last.value.count(")"):
            joined[-1] = last._replace(value=f"{last.value}, {item.value}")
        else:
            joined.append(item)
    return joined


def _openness(choice: Choice) -> Expression:
    """Return the condition that a choice is open."""
    tests = tuple(condition.test for condition in (choice.when, choice.requires) if condition is not None)
    return tests[0] if len(tests) == 1 else All(tests)


def _as_fallback(choice: Choice, usual: list[Choice]) -> Choice:
    """Hide a choice while any of the usual ones is open."""
    none_open: Expression = Not(Either(tuple(_openness(other) for other in usual)))
    when = choice.when
    test = All((when.test, none_open)) if when else none_open
    return choice._replace(when=Condition(when.site if when else -1, test))


def count_visits(scenes: list[Scene], names: Names) -> list[Scene]:
    """Give every scene and choice the effects that count it, where anybody reads the count."""
    seen, taken = names.counted_owners("seen"), names.counted_owners("taken")
    if not seen and not taken:
        return scenes
    counted = []
    for scene in scenes:
        slots = seen.get(scene.parent or scene.id)
        changed = scene._replace(leave=_up(slots)) if slots else scene
        if any(choice.id in taken for choice in scene.choices):
            choices = [
                choice._replace(effects=(*choice.effects, *_up(taken[choice.id]))) if choice.id in taken else choice
                for choice in scene.choices
            ]
            changed = changed._replace(choices=tuple(choices))
        counted.append(changed)
    return counted


def _up(slots: list[int]) -> tuple[Effect, ...]:
    return tuple(Assign(slot, Sum(Read(slot), 1, Number(1))) for slot in slots)
