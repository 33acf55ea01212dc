"""The author's preview: what each of his commands does to the scene before him. Reads no file but the story's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from ..analysis.playing.variables import NotSet, differences, variable_lines, variables, with_variable
from ..analysis.playing.visits import Visit, Visitor
from ..analysis.playing.walkthroughs import run_walkthrough
from ..analysis.verdicts.certificate import Certificate
from ..analysis.verdicts.proof import prove
from ..engine import Machine, Playthrough, Refused, Step
from ..engine.views import Arrived
from ..loading import load_story, load_walkthroughs
from ..loading.suggesting import did_you_mean
from ..model.diagnostics import Diagnostic
from ..model.state import State
from ..model.story import Story
from ..saving import SaveProblem, resume
from ..saving.format import SavedState, make_save, name_state
from ..terminal.answers import Verb
from ..terminal.blocks import Block
from ..terminal.preview import PreviewScreen
from ..terminal.refusals import describe
from ..terminal.reports import report_lines, summary
from ..terminal.session import Session
from ..terminal.turns import blocks_of_events, blocks_of_scene

_MOST_REPORTED = 6
_MOST_EARLIER = 100
_MOST_PROOFS = 2

HELP = (
    "A number, or words of a choice, takes it. What else there is:",
    "  go SCENE        go to a scene, in a state in which a player really comes to it",
    "  states          list other states in which players come to this scene, as the proof finds them",
    "  state N         take the N-th of them",
    "  vars            what the story remembers; a star: not as in the beginning",
    "  set NAME = X    change that: a variable, where an item is, whether a place was left behind",
    "  back            undo the last of all these, and then choice after choice",
    "  look            show the scene again",
    "  problems        what can be seen to be wrong with the story as it was saved last",
    "  reload          read the story again (it is read whenever one of its files is saved)",
    "  quit            leave",
)


class Misdirection(StrEnum):
    """Why a line of the author's cannot be obeyed: reasons of `Refused` beside those of the machine."""

    GOTO = "goto"
    ASSIGNMENT = "assignment"
    STATE = "state"


_Position = tuple[Playthrough, "SavedState | None"]


class Preview:
    """Holds the last version of the story that loaded, and where the author is in it."""

    def __init__(self, folder: Path, screen: PreviewScreen, start: str, max_states: int | None) -> None:
        """Preview the story of a folder from the scene `start` ("": its first); `max_states` may bound each proof."""
        self._folder, self._screen, self._start, self._max_states = folder, screen, start, max_states
        self._session: Session | None = None
        self._earlier: list[_Position] = []
        self._visits: tuple[Visit, ...] = ()
        self._proofs: dict[str, Certificate] = {}
        self._diagnostics: tuple[Diagnostic, ...] = ()

    def load(self) -> None:
        """Read the story, and show where the author is in it; one with errors changes nothing but is reported."""
        loaded = load_story(self._folder)
        self._diagnostics = loaded.diagnostics
        if loaded.story is not None:
            session, old = Session(Machine(loaded.story), None), self._session
            said = self._carry_over(session)
            self._session, self._visits = session, ()
            if old is None and self._start:
                self.obey(f"go {self._start}")
            else:
                self._show(session, self._blocks(session), said)
        self._report(_MOST_REPORTED)
        if loaded.story is None:
            kept = "The last version without errors stays here." if self._session else "There is nothing to show yet."
            self._screen.say([f"This story does not load. {kept}", ""])

    def obey(self, line: str) -> bool:
        """Carry out a line that the author typed; False when it says to quit."""
        verb, _, rest = line.strip().partition(" ")
        if verb in ("quit", "q", "exit"):
            return False
        try:
            if verb in ("help", "?", "h"):
                self._screen.say([*HELP, ""])
            elif verb == "reload":
                self.load()
            elif verb == "problems":
                self._report(len(self._diagnostics))
            elif verb and self._session is not None:
                self._perform(self._session, verb, rest.strip(), line)
        except (Refused, SaveProblem) as problem:
            self._screen.say([self._describe(problem), ""])
        return True

    def _perform(self, session: Session, verb: str, rest: str, line: str) -> None:
        actions: dict[str, Callable[[Session, str], None]] = {
            "go": self._go,
            "states": self._states,
            "state": self._state,
            "set": self._set,
            "vars": lambda now, _: self._screen.say([*variable_lines(now.machine.story, now.playthrough.state), ""]),
            "back": lambda now, _: self._back(now),
        }
        if verb in actions:
            actions[verb](session, rest)
        elif (command := session.understand(line)) is not None:
            if command.verb is Verb.UNDO:
                self._back(session)
                return
            before = session.playthrough, session.base
            blocks = session.perform(command)
            if session.playthrough is not before[0]:
                self._remember(before)
            self._show(session, blocks)

    # -- going to a scene ---------------------------------------------------------------------------------------------

    def _go(self, session: Session, words: str) -> None:
        story = session.machine.story
        scene = _scene_named(story, words, session.view.chapter)
        visitor = Visitor(story, scene)
        visit = visitor.first(self._proofs.get(story.fingerprint), self._roads(session.machine))
        if visit is None:
            visit = visitor.first(self._proof(story), ())
        if visit is not None:
            self._visits = ()
            self._jump(session, visit, f"{visit.what}; `states` asks the proof for others")
            return
        certain = self._proofs[story.fingerprint].exhausted
        why = "no player can come here: it is proved" if certain else "no way to it was found"
        state = State(scene, tuple(slot.start for slot in story.slots))
        self._remember((session.playthrough, session.base))
        session.start_from(Playthrough((Step(state, (Arrived(scene),)),)), name_state(story, state))
        self._show(session, self._blocks(session), f"{why}; shown as if the story began here")

    def _jump(self, session: Session, visit: Visit, said: str) -> None:
        self._remember((session.playthrough, session.base))
        session.start_from(visit.playthrough, None)
        self._show(session, self._blocks(session), said)

    def _states(self, session: Session, _rest: str) -> None:
        story, state = session.machine.story, session.playthrough.state
        scene = story.scenes[state.scene].parent or state.scene
        certificate = self._proof(story)
        visitor = Visitor(story, scene)
        first = visitor.first(certificate, ())
        if first is None:
            self._screen.say([f"The proof has found no way to `{scene}`.", ""])
            return
        self._visits = visitor.others(certificate, first)
        lines = [f"Players come to `{scene}` in these states, among others (`state N` takes one):"]
        for number, visit in enumerate(self._visits, start=1):
            after = ", ".join(differences(story, first.playthrough.state, visit.playthrough.state))
            about = f": {after}" if after else ""
            lines.append(f"{number}. {visit.what}, after {visit.playthrough.turn} choices{about}")
        self._screen.say([*lines, ""])

    def _state(self, session: Session, words: str) -> None:
        if not self._visits:
            self._states(session, "")
        number = int(words) if words.isdecimal() and len(words) < 10 else 0
        if not 1 <= number <= len(self._visits):
            raise Refused(Misdirection.STATE, words)
        visit = self._visits[number - 1]
        self._jump(session, visit, f"{visit.what}; state {number} of {len(self._visits)}")

    def _proof(self, story: Story) -> Certificate:
        """Return the proof of this version, made when it is first needed; Ctrl-C cuts it short."""
        certificate = self._proofs.get(story.fingerprint)
        if certificate is None:
            self._screen.say(["Asking the proof (Ctrl-C cuts it short) …"])
            certificate = prove(story, max_states=self._max_states)
            verdict = "EXHAUSTED" if certificate.exhausted else "PARTIAL"
            self._screen.say([f"{verdict} {certificate.states:,} states."])
            while len(self._proofs) >= _MOST_PROOFS:
                del self._proofs[next(iter(self._proofs))]
            self._proofs[story.fingerprint] = certificate
        return certificate

    def _roads(self, machine: Machine) -> list[tuple[str, ...]]:
        """Return the choices of the walkthroughs, as far as they can be taken now."""
        found = load_walkthroughs(self._folder).walkthroughs
        return [run_walkthrough(machine, walkthrough).playthrough.choices for walkthrough in found]

    # -- changing and taking back -------------------------------------------------------------------------------------

    def _set(self, session: Session, words: str) -> None:
        name, sign, value = (part.strip() for part in words.partition("="))
        if not sign:
            raise Refused(Misdirection.ASSIGNMENT, words)
        story, playthrough = session.machine.story, session.playthrough
        state = with_variable(story, playthrough.state, name, value)
        self._remember((playthrough, session.base))
        step = Step(state, playthrough.events)
        session.start_from(Playthrough((step,)), name_state(story, state))
        node = session.machine.node(state.scene)
        leads = any(redirect.when is None or redirect.when(state.values) for redirect in node.redirects)
        note = "; a redirect would lead on from here" if leads else ""
        self._show(session, self._blocks(session), f"{name} is {value} now, because you say so{note}")

    def _back(self, session: Session) -> None:
        if self._earlier:
            session.start_from(*self._earlier.pop())
        else:
            session.playthrough = session.playthrough.undo()
        self._show(session, self._blocks(session))

    def _remember(self, position: _Position) -> None:
        self._earlier = [*self._earlier[1 - _MOST_EARLIER :], position]

    def _carry_over(self, session: Session) -> str:
        """Take the author's place, and those before it, into another version; return what is to be said of that."""
        old = self._session
        if old is None:
            return ""
        self._earlier = [kept[0] for each in self._earlier if (kept := _carried(old.machine.story, session, each))]
        carried = _carried(old.machine.story, session, (old.playthrough, old.base))
        if carried is None:
            return "the scene is gone: the story begins"
        (playthrough, base), how = carried
        session.start_from(playthrough, base)
        return _CARRIED.get(how, "read again")

    # -- showing ------------------------------------------------------------------------------------------------------

    def _blocks(self, session: Session) -> Sequence[Block]:
        """Return the scene; where the last step only passed through scenes, what it told on the way as well."""
        events = session.playthrough.events
        if sum(isinstance(event, Arrived) for event in events) > 1:
            return blocks_of_events(session.machine, events, session.view.chapter)
        return blocks_of_scene(session.machine, session.playthrough.state, events)

    def _show(self, session: Session, blocks: Sequence[Block], said: str = "") -> None:
        state = session.playthrough.state
        mark = session.machine.story.scenes[state.scene].mark
        way = "" if session.base is not None else f"{session.playthrough.turn} choices"
        parts = [state.scene, str(mark), way, said]
        self._screen.show(session, " · ".join(part for part in parts if part), blocks)

    def _report(self, most: int) -> None:
        """Show diagnostics, those of the chapter before the author first."""
        chapter = f"scenes/{self._session.view.chapter}.yaml" if self._session is not None else ""
        found = sorted(self._diagnostics, key=lambda each: each.mark.file != chapter)
        lines = [line for each in found[:most] for line in report_lines(each)]
        if found:
            more = f" (`problems` shows all {len(found)})" if len(found) > most else ""
            lines += [f"{summary(found)}{more}"]
        self._screen.say(lines or ["Nothing is wrong, as far as one sees without the proof (`desperado check`)."])

    def _describe(self, problem: Refused | SaveProblem) -> str:
        if isinstance(problem, SaveProblem) or problem.reason not in _SENTENCES or self._session is None:
            return describe(problem)
        story = self._session.machine.story
        scenes = [name for each in story.scenes for name in (each, each.partition(".")[2])]
        known = variables(story) if problem.reason is NotSet.NO_VARIABLE else scenes
        hint = (
            did_you_mean(problem.subject, known)
            if problem.reason in (NotSet.NO_VARIABLE, Misdirection.GOTO)
            else problem.detail
        )
        return _SENTENCES[problem.reason].format(problem.subject) + f" {hint}".rstrip()


_CARRIED = {
    "restored": "read again; the way here is gone, and this is put together from what was",
    "moved": "read again; the scene is gone, and this is the last one before it",
}
_SENTENCES: dict[StrEnum, str] = {
    Misdirection.GOTO: "There is no scene `{}`.",
    NotSet.NO_VARIABLE: "There is no variable, item or place to leave called `{}`.",
    NotSet.NO_VALUE: "`{}` cannot be set.",
    Misdirection.ASSIGNMENT: "Write it like `set heat = 3`; `vars` lists what there is.",
    Misdirection.STATE: "There is no state `{}` in the list; `states` shows it.",
}


def _scene_named(story: Story, words: str, chapter: str) -> str:
    """Return the scene's id: a whole one, an earlier one, a bare key of this chapter or of only one; raises Refused."""
    keys = [each.id for each in story.scenes.values() if not each.parent and each.id.partition(".")[2] == words]
    near = [f"{chapter}.{words}"] if f"{chapter}.{words}" in keys else keys
    wanted = story.aliases.get(words, words)
    if wanted in story.scenes:
        return story.scenes[wanted].parent or wanted
    if len(near) == 1:
        return near[0]
    raise Refused(Misdirection.GOTO, words)


def _carried(story: Story, session: Session, position: _Position) -> tuple[_Position, str] | None:
    """Return a position of another version of the story in this one, and how that was done; None if it is lost."""
    playthrough, base = position
    try:
        resumed = resume(session.machine, make_save(story, playthrough, base, "", ""), "preview")
    except SaveProblem:
        return None
    return (resumed.playthrough, resumed.base), resumed.how
