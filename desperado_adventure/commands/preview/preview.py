"""The commands of the preview: what each line that the author types does. It reads only the files of the story."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ...analysis.playing.variables import differences, variable_lines, variables, with_variable
from ...analysis.playing.visits import Visit
from ...engine import Machine, Playthrough, Refused, Step
from ...loading import load_story
from ...loading.suggesting import did_you_mean
from ...model.diagnostics import Diagnostic
from ...saving import SaveProblem
from ...saving.making import name_state
from ...terminal.answers import Verb
from ...terminal.keeping import Position
from ...terminal.preview_screen import PreviewScreen
from ...terminal.quoting import in_short
from ...terminal.refusal_sentences import describe
from ...terminal.session import Session
from ..budget import Budget
from ..stories import story_line
from .display import show_blocks, show_diagnostics, show_scene
from .position import Whereabouts
from .sentences import HELP, CannotDo
from .ways import Ways, scene_named

_MOST_REPORTED = 6
_LEAVING = frozenset(("quit", "q", "exit"))


class Preview:
    """Holds the last version of the story that loaded, and the author's position in it."""

    def __init__(self, folder: Path, screen: PreviewScreen, start: str, budget: Budget) -> None:
        """Preview the story of a folder from the scene `start` ("": its first); `budget` bounds each proof."""
        self._folder, self._screen, self._start = folder, screen, start
        self._ways = Ways(folder, budget, screen.say)
        self._here: Whereabouts | None = None
        self._visits: tuple[Visit, ...] = ()
        self._diagnostics: tuple[Diagnostic, ...] = ()
        self._always: dict[str, Callable[[], None]] = {
            **dict.fromkeys(("help", "?", "h"), lambda: screen.say([*HELP, ""])),
            "reload": self.load,
            "problems": lambda: self._report(len(self._diagnostics)),
        }
        self._in_a_story: dict[str, Callable[[Whereabouts, str], None]] = {
            "go": self._go,
            "states": lambda here, _: self._states(here),
            "state": self._state,
            "vars": lambda here, _: self._variables(here),
            "set": self._set,
            "back": lambda here, _: self._back(here),
        }
        self._instead_of_playing = {Verb.UNDO: self._back}

    # -- reading the story and carrying out commands ------------------------------------------------------------------

    def load(self) -> None:
        """Read the story again and show the author's scene. If it has errors, report them and keep the last version."""
        loaded = load_story(self._folder)
        self._diagnostics = loaded.diagnostics
        self._screen.introduce(story_line(self._folder, loaded.story))
        if loaded.story is not None:
            old, self._here = self._here, Whereabouts(Session(Machine(loaded.story), None))
            self._visits = ()
            said = "" if old is None else self._here.carry_over(old)
            if old is None and self._start:
                self.obey(f"go {self._start}")
            else:
                show_scene(self._screen, self._here.session, said)
        self._report(_MOST_REPORTED)
        if loaded.story is None:
            kept = "The last version without errors stays here." if self._here else "There is nothing to show yet."
            self._screen.say([f"This story does not load. {kept}", ""])

    def obey(self, line: str) -> bool:
        """Carry out a line that the author typed; return False if it is `quit`."""
        verb, _, rest = line.strip().partition(" ")
        if verb in _LEAVING:
            return False
        try:
            if verb in self._always:
                self._always[verb]()
            elif verb and self._here is not None:
                act = self._in_a_story.get(verb)
                if act is not None:
                    act(self._here, rest.strip())
                else:
                    self._play(self._here, line)
        except (Refused, SaveProblem) as problem:
            self._screen.say([describe(problem), ""])
        except CannotDo as problem:
            self._screen.say([str(problem), ""])
        return True

    def _play(self, here: Whereabouts, line: str) -> None:
        """Carry out a player's command: a choice, or another one."""
        session = here.session
        command = session.understand(line)
        if command is None:
            return
        if command.verb in self._instead_of_playing:
            self._instead_of_playing[command.verb](here)
            return
        before = here.position
        blocks = session.perform(command)
        if session.playthrough is not before.playthrough:
            here.remember(before)
        show_blocks(self._screen, session, blocks)

    def _report(self, most: int) -> None:
        session = self._here.session if self._here is not None else None
        show_diagnostics(self._screen, session, self._diagnostics, most)

    # -- going to a scene ---------------------------------------------------------------------------------------------

    def _go(self, here: Whereabouts, words: str) -> None:
        machine = here.session.machine
        scene = scene_named(machine.story, words, here.session.view.chapter)
        arrival = self._ways.arrival(machine, scene)
        here.move(arrival.position)
        if arrival.is_made_up:
            show_scene(self._screen, here.session, arrival.said)
        else:
            self._visits = ()
            show_scene(self._screen, here.session, f"{arrival.said}; `states` asks the proof for others")

    def _visit(self, here: Whereabouts, visit: Visit, said: str) -> None:
        here.move(Position(visit.playthrough, None))
        show_scene(self._screen, here.session, said)

    def _states(self, here: Whereabouts) -> None:
        story, state = here.session.machine.story, here.session.playthrough.state
        scene = story.scenes[state.scene].parent or state.scene
        visits = self._ways.others(story, scene)
        if not visits:
            self._screen.say([f"The proof has found no way to `{scene}`.", ""])
            return
        self._visits = visits
        first = visits[0].playthrough.state
        lines = [f"Players come to `{scene}` in these states, among others (`state N` takes one):"]
        for number, visit in enumerate(visits, start=1):
            after = ", ".join(differences(story, first, visit.playthrough.state))
            about = f": {after}" if after else ""
            lines.append(f"{number}. {visit.what}, after {visit.playthrough.turn} choices{about}")
        self._screen.say([*lines, ""])

    def _state(self, here: Whereabouts, words: str) -> None:
        if not self._visits:
            self._states(here)
        number = int(words) if words.isdecimal() and len(words) < 10 else 0
        if not 1 <= number <= len(self._visits):
            raise CannotDo(f"There is no state `{in_short(words)}` in the list; `states` shows it.")
        visit = self._visits[number - 1]
        self._visit(here, visit, f"{visit.what}; state {number} of {len(self._visits)}")

    # -- changing and taking back -------------------------------------------------------------------------------------

    def _variables(self, here: Whereabouts) -> None:
        self._screen.say([*variable_lines(here.session.machine.story, here.session.playthrough.state), ""])

    def _set(self, here: Whereabouts, words: str) -> None:
        name, sign, value = (part.strip() for part in words.partition("="))
        if not sign:
            raise CannotDo("Write it like `set heat = 3`; `vars` lists what there is.")
        machine, playthrough = here.session.machine, here.session.playthrough
        known = variables(machine.story)
        if name not in known:
            hint = did_you_mean(name, known)
            raise CannotDo(f"There is no variable, item or place to leave called `{in_short(name)}`. {hint}".rstrip())
        try:
            state = with_variable(machine.story, playthrough.state, name, value)
        except Refused as refused:
            raise CannotDo(f"`{in_short(value)}` cannot be set. {refused.detail}") from refused
        here.move(Position(Playthrough((Step(state, playthrough.events),)), name_state(machine.story, state)))
        redirects = machine.node(state.scene).redirects
        leads = any(redirect.when is None or redirect.when(state.values) for redirect in redirects)
        note = "; a redirect would lead on from here" if leads else ""
        show_scene(self._screen, here.session, f"{name} is {value} now, because you say so{note}")

    def _back(self, here: Whereabouts) -> None:
        here.back()
        show_scene(self._screen, here.session)
