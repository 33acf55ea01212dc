"""The coverage of a story as one HTML page that loads nothing else: the whole text, marked as shown or not.

The mark is a colour, and also a tick or a cross. If something was not shown and a walkthrough is known that would show
it, the page names that walkthrough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..analysis.playing.coverage import Coverage
from ..analysis.playing.graph import opens, scenes_after, ways_of
from ..analysis.playing.source import excerpts
from ..analysis.targets.naming import TALLY_WORDS
from ..analysis.targets.target import Target, TargetKind
from ..model.expressions import Condition
from ..model.shared_ids import EVERYWHERE, HERE, sharers_of
from ..model.story import Choice, Ending, Scene, Story, Verse
from ..model.text import BREAK, SAY, Content, Run, Said, Style, Switch, Text, Value
from .markup import fill_page, markup

_TEMPLATE = Path(__file__).with_name("coverage_page.html")
_TAGS = {Style.PLAIN: "", Style.EMPHASIS: "em", Style.STRONG: "strong"}


def coverage_page(story: Story, coverage: Coverage, shown_by: Mapping[Target, str]) -> str:
    """Return the page. `shown_by` has, for targets that were not shown, the name of a walkthrough that would."""
    parts = {
        "TITLE": markup(story.title),
        "TABLE": "".join(_row(coverage, kind) for kind in coverage.all),
        "CHAPTERS": "\n".join(_Marked(story, coverage.seen, shown_by).chapters()),
    }
    return fill_page(_TEMPLATE, parts)


def _row(coverage: Coverage, kind: str) -> str:
    wanted = len(coverage.all[kind])
    seen = wanted - len(coverage.missing(kind))
    share = 100 * coverage.share(kind)
    return (
        f"<tr><th>{TALLY_WORDS[kind].counted}</th><td>{seen:,} of {wanted:,}</td>"
        f'<td><meter max="100" value="{share:.1f}"></meter></td><td>{share:.1f} %</td></tr>'
    )


def _styled(words: str, style: Style) -> str:
    tag = _TAGS[style]
    return f"<{tag}>{words}</{tag}>" if tag else words


class _Marked:
    """Writes one story as HTML, with a mark at each target."""

    def __init__(self, story: Story, seen: frozenset[Target], shown_by: Mapping[Target, str]) -> None:
        self._story, self._seen, self._shown_by = story, seen, shown_by
        self._written = excerpts(story)

    def chapters(self) -> Iterable[str]:
        for chapter in self._story.chapters:
            scenes = [each for each in self._story.scenes.values() if each.chapter == chapter.id and not each.parent]
            seen = sum(Target(TargetKind.SCENE, each.id) in self._seen for each in scenes)
            yield (
                f'<details class="chapter" open><summary>{self._content(chapter.title)} '
                f"<small>{markup(chapter.id)}: {seen} of {len(scenes)} scenes</small></summary>"
                f"{self._shared(f'{chapter.id}.{HERE}')}{''.join(self._scene(each) for each in scenes)}</details>"
            )
        yield self._shared(EVERYWHERE)

    def _scene(self, scene: Scene) -> str:
        target = Target(TargetKind.SCENE if scene.ending is None else TargetKind.ENDING, scene.id)
        about = f"{scene.id} · {scene.mark}"
        return (
            f'<article id="{markup(scene.id)}" class="{self._state(target)}"><h2>{self._sign(target)} '
            f"{self._content(scene.title) or markup(scene.id)} <code>{markup(about)}</code></h2>"
            f"{self._redirects(scene)}{self._text(scene.text)}{self._ending(scene.ending)}{self._verses(scene.verses)}{self._choices(scene)}</article>"
        )

    def _ending(self, ending: Ending | None) -> str:
        if ending is None:
            return ""
        hint = f" <small>{self._content(ending.hint)}</small>" if ending.hint else ""
        return f'<p class="aside">ending: {self._content(ending.title)}{hint}</p>'

    def _redirects(self, scene: Scene) -> str:
        parts = []
        for redirect in scene.redirects:
            where = markup(redirect.destination.cutaway or redirect.destination.scene or "back")
            parts.append(f'<p class="aside">redirect to {where}{self._asked("when", redirect.when)}</p>')
            parts.append(self._text(redirect.text))
        return "".join(parts)

    def _choices(self, scene: Scene) -> str:
        own = [choice for choice in scene.choices if not sharers_of(choice.id)]
        return f"<ul>{''.join(map(self._choice, own))}</ul>" if own else ""

    def _shared(self, sharers: str) -> str:
        """Return an article for the choices that all scenes share, or those of a chapter; "" where there are none."""
        choices = {
            choice.id: choice
            for scene in self._story.scenes.values()
            for choice in scene.choices
            if sharers_of(choice.id) == sharers
        }
        if not choices:
            return ""
        inner = "".join(map(self._choice, choices.values()))
        return f'<article id="{markup(sharers)}"><h2><code>{markup(sharers)}</code></h2><ul>{inner}</ul></article>'

    def _choice(self, choice: Choice) -> str:
        target = Target(TargetKind.CHOICE, choice.id)
        barred = Target(TargetKind.BARRED, choice.id)
        why = ""
        if choice.requires is not None:
            why = f'<p class="{self._state(barred)}">{self._sign(barred)} barred: {self._content(choice.barred)}</p>'
        links = [f'<a href="#{markup(where)}">{markup(where)}</a>' for where in scenes_after(self._story, choice)]
        inner = f'<p class="aside">to {", ".join(links)}</p>' if links else ""
        inner += "".join(
            self._choices(self._story.scenes[to.scene]) for to in choice.destinations if opens(self._story, to)
        )
        return (
            f'<li class="choice {self._state(target)}">{self._sign(target)} <b>{self._content(choice.say)}</b> '
            f"<code>{markup(choice.id)}</code>{''.join(self._asked('when', when) for when in choice.when)}"
            f"{self._asked('requires', choice.requires)}{why}{self._text(choice.text)}{self._verses(choice.verses)}"
            f"{''.join(self._asked('goto, when', way.when) for way in ways_of(self._story, choice))}{inner}</li>"
        )

    def _verses(self, verses: Iterable[Verse]) -> str:
        return "".join(
            f'<div class="{self._outcome(verse.when, 1)}">{self._asked("verse, when", verse.when)}'
            + "".join(f"<pre>{markup(quatrain)}</pre>" for quatrain in verse.quatrains)
            + "</div>"
            for verse in verses
        )

    def _text(self, text: Text) -> str:
        parts = []
        for paragraph in text:
            who = self._content(self._story.speakers.get(paragraph.speaker, ()))
            speaker = f"<strong>{who}:</strong> " if who else ""
            when = self._asked("when", paragraph.when)
            parts.append(
                f'<div class="{self._outcome(paragraph.when, 1)}">{when}<p>{speaker}'
                f"{self._content(paragraph.content)}</p></div>"
            )
        return "".join(parts)

    def _content(self, content: Content) -> str:
        parts = []
        for piece in content:
            if isinstance(piece, Run):
                parts.append(_styled(markup(piece.text).replace(BREAK, "<br>"), piece.style))
            elif isinstance(piece, Switch):
                parts.append(self._switch(piece))
            elif isinstance(piece, Value | Said):
                source = piece.source if isinstance(piece, Value) else SAY
                parts.append(_styled(f"<code>{markup(f'{{{source}}}')}</code>", piece.style))
            else:
                for number, variant in enumerate(piece.variants):
                    target = Target(TargetKind.VARIANT, "", piece.site, number)
                    parts.append(self._variant(target, f"{piece.kind} {number + 1}", variant))
        return "".join(parts)

    def _switch(self, piece: Switch) -> str:
        parts = []
        for case in piece.cases:
            shown = Target(TargetKind.CONDITION, "", case.condition.site, 1)
            parts.append(self._variant(shown, self._written(case.condition.site), case.content))
        last = piece.cases[-1].condition.site
        label = "else" if len(piece.cases) > 1 else f"not: {self._written(last)}"
        parts.append(self._variant(Target(TargetKind.CONDITION, "", last, 0), label, piece.otherwise))
        return "".join(parts)

    def _variant(self, target: Target, label: str, content: Content) -> str:
        inner = self._content(content)
        return (
            f'<span class="variant {self._state(target)}" title="{markup(label)}">{self._sign(target)}'
            f"<small>{markup(label)}</small> {inner or '<i>(nothing)</i>'}</span>"
        )

    def _asked(self, label: str, condition: Condition | None) -> str:
        """Return a condition's source, with a mark at each outcome."""
        if condition is None or condition.site < 0:
            return ""
        outcomes = "".join(
            f'<span class="{self._state(target)}">{self._sign(target)}{word}</span> '
            for word, target in (
                ("true", Target(TargetKind.CONDITION, "", condition.site, 1)),
                ("false", Target(TargetKind.CONDITION, "", condition.site, 0)),
            )
        )
        return f'<p class="aside">{label} <code>{markup(self._written(condition.site))}</code> {outcomes}</p>'

    def _outcome(self, condition: Condition | None, outcome: int) -> str:
        if condition is None or condition.site < 0:
            return "plain"
        return self._state(Target(TargetKind.CONDITION, "", condition.site, outcome))

    def _state(self, target: Target) -> str:
        return "shown" if target in self._seen else "missing"

    def _sign(self, target: Target) -> str:
        if target in self._seen:
            return '<span class="sign" title="shown">✓</span>'
        road = self._shown_by.get(target, "")
        title = f"not shown; {road} would show it" if road else "not shown"
        return f'<span class="sign" title="{markup(title)}">✗{f"<small>{markup(road)}</small>" if road else ""}</span>'
