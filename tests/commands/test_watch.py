"""What `desperado watch` promises an author, in real processes and terminals, with files that are really saved."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from terminals import Terminal, command, environment, write_story

STORY = {
    "story.yaml": """
id: small
title: Small
version: "1"
language: en
chapters:
  bar: {title: The bar}
variables:
  heat: 0..3
places:
  case: {title: The case, capacity: 2, leavable: true}
items:
  pistols: {title: The pistols, at: case}
""",
    "scenes/bar.yaml": """
door:
  title: The door
  text: A door with no sign.
  choices:
    wait: {say: Wait in the sun., text: You wait., do: [heat += 1]}
    leave: {say: Leave the case., when: carried(case), text: It stays., do: [leave(case)]}
    enter: {say: Go in., goto: counter}
counter:
  title: The counter
  text: "{heat >= 2: They have heard of you.|Nobody looks up.}"
  choices:
    shoot: {say: Shoot., requires: has(pistols), barred: With what?, goto: end}
    drink: {say: Drink., goto: end}
end:
  title: The end
  text: It ends.
  ending: {title: Over, hint: It is over.}
cellar:
  title: The cellar
  text: Nobody has written a way down.
  choices:
    up: {say: Go up., goto: counter}
""",
}


@contextmanager
def watching(tmp_path: Path, *arguments: str) -> Iterator[Terminal]:
    """Run `watch` on the story in a terminal, and end it."""
    write_story(tmp_path / "story", STORY)
    terminal = Terminal(command("watch", str(tmp_path / "story"), *arguments), tmp_path, rows=50)
    try:
        terminal.wait_for("watch>")
        yield terminal
    finally:
        terminal.close()


def ask(tmp_path: Path, *lines: str, start: str = "") -> str:
    """Run `watch --plain` with these lines on its standard input and return what it prints."""
    write_story(tmp_path / "story", STORY)
    asked = command("watch", str(tmp_path / "story"), "--plain", *(("--from", start) if start else ()))
    typed = "".join(f"{line}\n" for line in lines)
    done = subprocess.run(
        asked, input=typed, env=environment(tmp_path), cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def save(tmp_path: Path, old: str, new: str) -> None:
    """Change the chapter on the disk as an editor does: write another file and put it in the place of the old one."""
    path = tmp_path / "story" / "scenes" / "bar.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    fresh = path.with_name("bar.new")
    fresh.write_text(text.replace(old, new), encoding="utf-8")
    fresh.replace(path)


def test_a_saved_scene_is_shown_anew_where_the_author_is(tmp_path: Path) -> None:
    """Saving a file shows the scene with its new words, in the state that the author has played to."""
    with watching(tmp_path) as terminal:
        for line, answer in (("1", "You wait."), ("1", "You wait."), ("3", "They have heard of you.")):
            terminal.type(line + "\r")
            terminal.wait_for(answer)
        save(tmp_path, "They have heard of you.", "They know your name.")
        screen = terminal.wait_for("They know your name.")
        assert "bar.counter" in screen
        assert "read again" in screen


def test_a_mistake_is_shown_in_place_and_the_last_good_version_can_be_played(tmp_path: Path) -> None:
    """An error is reported with its line, the last good version can be played, and the mended story replaces it."""
    with watching(tmp_path, "--plain") as terminal:
        save(tmp_path, "goto: counter}", "goto: contor}")
        screen = terminal.wait_for("The last version without errors stays here.")
        assert "scenes/bar.yaml:8:" in screen
        assert "Did you mean `counter`?" in screen
        terminal.type("3\r")
        terminal.wait_for("Nobody looks up.")
        save(tmp_path, "goto: contor}", "goto: counter}")
        terminal.wait_for("read again")


def test_a_story_that_does_not_load_yet_is_shown_as_soon_as_it_does(tmp_path: Path) -> None:
    """`watch` on a broken story waits for its author."""
    write_story(tmp_path / "story", STORY | {"scenes/bar.yaml": "door:\n  titel: The door\n"})
    terminal = Terminal(command("watch", str(tmp_path / "story"), "--from", "counter"), tmp_path, rows=50)
    try:
        terminal.wait_for("There is nothing to show yet.")
        write_story(tmp_path / "story", STORY)
        terminal.wait_for("Nobody looks up.")
    finally:
        terminal.close()


def test_the_story_is_named_above_each_drawn_scene(tmp_path: Path) -> None:
    """The window is cleared for each scene, and its first row still says which story is watched, and where it lies."""
    with watching(tmp_path) as terminal:
        named = f"Small ({tmp_path}"[:60]
        assert terminal.text.lstrip().startswith(named)
        terminal.type("go counter\r")
        terminal.wait_for("Nobody looks up.")
        assert terminal.text.lstrip().startswith(named)


def test_it_ends_with_quit_and_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    """`quit` leaves with exit code 0."""
    with watching(tmp_path) as terminal:
        terminal.type("quit\r")
        assert terminal.wait() == 0
        assert terminal.is_restored()


def test_a_scene_is_entered_as_a_player_enters_it(tmp_path: Path) -> None:
    """`--from` and `go` lead to a scene by choices that a player can take, which `back` can take back."""
    told = ask(tmp_path, "back", start="bar.counter")
    assert "[bar.counter, scenes/bar.yaml:9:1, 1 choices" in told
    assert "[bar.door, scenes/bar.yaml:2:1, 0 choices]" in told


def test_the_proof_offers_states_that_differ_in_what_the_scene_asks(tmp_path: Path) -> None:
    """`states` lists visits for each outcome of the scene's conditions, with what differs; `state N` takes one."""
    told = ask(tmp_path, "go counter", "states", "state 3")
    assert "EXHAUSTED" in told
    assert "1. first visit, after 1 choices\n" in told
    assert "2. `bar.counter.shoot` barred, after 2 choices: case false → true" in told
    assert "3. `heat >= 2` is true, after 3 choices: heat 0 → 2" in told
    assert "state 3 of 3" in told
    assert told.rstrip().split("[bar.counter")[-1].count("They have heard of you.") == 1


def test_variables_can_be_seen_and_set_and_taken_back(tmp_path: Path) -> None:
    """`set` changes what is remembered within its range, `vars` shows it, `back` undoes it."""
    told = ask(tmp_path, "go counter", "set heat = 3", "vars", "set heat = 9", "set haet = 1", "back")
    shown = [line for line in told.split("\n") if line in ("Nobody looks up.", "They have heard of you.")]
    assert shown == ["Nobody looks up.", "They have heard of you.", "Nobody looks up."]
    assert "* heat = 3  (0..3)" in told
    assert "  pistols = case  (nowhere, case)" in told
    assert "`9` cannot be set. `heat` is 0..3." in told
    assert "Did you mean `heat`?" in told


def test_items_can_be_taken_away(tmp_path: Path) -> None:
    """`set` also says where an item is, and what is barred then says why."""
    told = ask(tmp_path, "set pistols = nowhere", "go counter", "set pistols = nowhere")
    assert told.count("1. Shoot.\n") == 1
    assert "1. Shoot. (Not now: With what?)" in told


def test_a_scene_that_nobody_can_reach_is_shown_all_the_same_and_said_to_be_so(tmp_path: Path) -> None:
    """A scene to which nothing leads yet can be shown, and is said to be proved unreachable."""
    told = ask(tmp_path, "go cellar", "1")
    assert "no player can come here: it is proved" in told
    assert "Nobody has written a way down." in told
    assert "Nobody looks up." in told


def test_a_misspelled_scene_is_answered_with_the_one_that_was_meant(tmp_path: Path) -> None:
    """`go` suggests the nearest scene."""
    assert "There is no scene `conter`. Did you mean `counter`?" in ask(tmp_path, "go conter")


def test_plain_lines_hold_no_control_character(tmp_path: Path) -> None:
    """What `--plain` prints is text and line ends."""
    told = ask(tmp_path, "help", "1", "states", "problems", "look")
    assert all(character.isprintable() or character == "\n" for character in told)


def test_a_state_of_too_many_digits_is_refused(tmp_path: Path) -> None:
    """A number with more digits than any list has entries is refused, even if it begins like one in the list."""
    told = ask(tmp_path, "go counter", "states", "state 0000000019", "state 99999999999")
    assert told.count("There is no state `") == 2


def test_a_byte_order_mark_is_no_character_of_the_first_line(tmp_path: Path) -> None:
    """With a mark before it, the first line means what it means without."""
    assert "You wait." in ask(tmp_path, "1")
    assert ask(tmp_path, "\ufeff1") == ask(tmp_path, "1")
