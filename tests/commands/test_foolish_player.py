"""A player who does everything that players do to their games has every game at the end.

Two windows play the same story, each a process of its own, and a third process deletes and restores. What has been
reached is read from the files alone (`tests/support/reached_games.py`).
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from crash_states import files_in
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from long_runs import times
from programs import CROSSROADS, Program, Turn
from reached_games import Road, is_missing, reached
from terminals import PATIENCE, command, environment, write_story

SLOTS = ("autosave", "x")
WINDOWS = some.sampled_from([0, 1])
UPDATED = {
    **CROSSROADS,
    "scenes/road.yaml": CROSSROADS["scenes/road.yaml"].replace("    b: {say: Right., goto: fork}\n", ""),
}
"""The story after an update: one choice is gone, so that roads with it cannot be taken again."""


class Window:
    """A process that plays, and the road that its player has in mind: the state that it starts from, and choices."""

    def __init__(self, program: Program, saves: Path, slot: str) -> None:
        self.program = program
        self.slot = slot
        self._saves = saves
        self.is_disk_full = False
        self.road = self.saved_road() if program.turn["turn"] else ("null",)

    def saved_road(self) -> Road:
        """Return the road that lies in the window's slot."""
        document = json.loads((self._saves / f"{self.slot}.json").read_bytes())
        return (json.dumps(document["base"], sort_keys=True), *document["choices"])

    def note(self, answer: Turn) -> None:
        """Remember where the game is saved now."""
        for event in answer.get("saving", ()):
            if event["saving"] == "conflict":
                self.slot = event["copy"]


class FoolishPlayer(RuleBasedStateMachine):
    """Plays, starts over, saves, loads, deletes, updates the story and fills the disk, in any order."""

    @initialize()
    def prepare(self) -> None:
        """Begin in an empty folder."""
        self.folder = tempfile.TemporaryDirectory()
        self.story = write_story(Path(self.folder.name) / "story", CROSSROADS)
        self.saves = Path(self.folder.name) / "saves"
        self.slots = self.saves / "crossroads"
        self.windows: dict[int, Window] = {}
        self.reached: set[Road] = set()

    def files(self) -> dict[str, bytes]:
        """Return all files of saves."""
        return files_in(self.saves)

    def turn(self, number: int, **what: object) -> Turn:
        """Send a command from a window; what was saved counts as reached."""
        window = self.windows[number]
        answer = window.program.send(**what)
        assert answer, "the program has ended"
        if "error" not in answer:
            window.note(answer)
            if answer["saved"]:
                road = window.saved_road()
                is_its_own = answer["turn"] == len(road) - 1  # else it has not played since another window wrote there
                assert is_its_own or "choose" not in what
                window.road = road if is_its_own else window.road
                self.reached |= {("road", *road)} if is_its_own else set()
        return answer

    @rule(number=WINDOWS, options=some.sampled_from([(), ("--new",), ("--slot", "x")]))
    def open(self, number: int, options: tuple[str, ...]) -> None:
        """Close a window and open it again."""
        if number in self.windows:
            self.windows.pop(number).program.quit()
        program = Program(self.story, self.saves, *options)
        if program.turn:
            self.windows[number] = Window(program, self.slots, "x" if "--slot" in options else "autosave")
            self.windows[number].note(program.turn)
        else:
            program.close()  # a save that this story cannot take up: refused, and nothing was done

    @precondition(lambda self: self.windows)
    @rule(number=WINDOWS, choices=some.lists(some.integers(0, 4), min_size=1, max_size=6))
    def choose(self, number: int, choices: list[int]) -> None:
        """Take some choices in a row."""
        if number not in self.windows:
            return
        for choice in choices:
            window = self.windows[number]
            options = window.program.turn["options"]
            if options:
                before, taken = window.road, options[choice % len(options)]["id"]
                answer = self.turn(number, choose=taken)
                if answer["saved"]:
                    assert window.road[1:] == (*before[1:], taken) or window.is_disk_full
                else:
                    window.road = (*before, taken)

    @precondition(lambda self: self.windows)
    @rule(number=WINDOWS, what=some.sampled_from(["undo", "redo", "new"]), times=some.integers(1, 3))
    def go_back(self, number: int, what: str, times: int) -> None:
        """Undo, do again, or start over."""
        for _ in range(times if number in self.windows else 0):
            self.turn(number, do=what)

    @precondition(lambda self: self.windows)
    @rule(
        number=WINDOWS, what=some.sampled_from(["save", "load"]), slot=some.sampled_from([*SLOTS, "kept-1", "kept-2"])
    )
    def use_slot(self, number: int, what: str, slot: str) -> None:
        """Save or load by name."""
        if number in self.windows:
            self.turn(number, **{what: slot})

    @precondition(lambda self: self.windows)
    @rule(number=WINDOWS, is_full=some.booleans())
    def fill_disk(self, number: int, is_full: bool) -> None:  # noqa: FBT001  # hypothesis gives it by name
        """Let the disk be full for one window, or let it have room again."""
        if number in self.windows:
            self.windows[number].is_disk_full = True
            self.windows[number].program.fill_disk(is_full=is_full)

    @rule(action=some.sampled_from(["keep", "restore", "delete"]), name=some.sampled_from([*SLOTS, "kept-1", "kept-2"]))
    def run_saves(self, action: str, name: str) -> None:
        """Keep, restore or delete from the command line. What lies in no other file than the deleted one is lost."""
        if action == "delete":
            left = reached(self.files(), (f"{name}.json",))
            self.reached = {road for road in self.reached if not is_missing(road, left)}
        line = command("saves", action, name, "--story", str(self.story), "--saves", str(self.saves))
        done = subprocess.run(
            line, env=environment(Path(self.folder.name)), capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert "Traceback" not in done.stderr

    @rule()
    def update_story(self) -> None:
        """Change the story under all saves; what plays already goes on with the old one."""
        path = self.story / "scenes" / "road.yaml"
        is_updated = path.read_text("utf-8") == UPDATED["scenes/road.yaml"]
        write_story(self.story, CROSSROADS if is_updated else UPDATED)

    @invariant()
    def every_game_is_there(self) -> None:
        """Whatever has been saved, and not deleted, is in some file, to its last choice."""
        held = reached(self.files()) if hasattr(self, "saves") else set()
        assert not [road for road in getattr(self, "reached", ()) if is_missing(road, held)]

    def teardown(self) -> None:
        """End what still runs."""
        for window in getattr(self, "windows", {}).values():
            window.program.quit()
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestFoolishPlayer = FoolishPlayer.TestCase
TestFoolishPlayer.settings = settings(
    max_examples=times(12, 300),
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
