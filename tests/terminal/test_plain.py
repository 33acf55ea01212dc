"""The linear screen, in pipes and in terminals, and the log that makes its transcript again."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from terminals import PATIENCE, command, environment, playing

BOXES = set("─│╭╮╰╯━┃┌┐└┘═║")


def run(story: Path, typed: str, *arguments: str, **extra: str) -> subprocess.CompletedProcess[bytes]:
    """Play the story in pipes with these typed lines and return what came out."""
    return subprocess.run(
        command("--story", str(story), *arguments),
        input=typed.encode(),
        capture_output=True,
        env=environment(story.parent, extra),
        cwd=story.parent,
        timeout=PATIENCE,
        check=False,
    )


def test_three_lines_play_three_turns_and_end_by_themselves(story: Path) -> None:
    """Numbers from a pipe are played, the game ends after them, and the next game continues there."""
    done = run(story, "2\n2\n1\n", "--plain")
    assert done.returncode == 0
    assert done.stdout.decode().count("You chose: Wait.") == 2
    assert done.stderr == b""
    again = run(story, "", "--plain").stdout.decode()
    assert again.startswith("Type a number, or ? for help.\n\nScene: The counter\n")


def without_goodbye(played: subprocess.CompletedProcess[bytes]) -> bytes:
    """Return what a game in pipes wrote, without its last words: whether it is saved."""
    head, last = played.stdout[:-2].rsplit(b"\n\n", 1)
    assert last in (b"Saved. Until next time.", b"Until next time.")
    return head + b"\n\n"


def test_a_pipe_is_plain_without_being_told(story: Path) -> None:
    """Output that is no terminal gets the linear screen, with no escape, no box and the picture as a sentence."""
    output = run(story, "3\nmove pistols case\n?\ni\n", "--new", FORCE_COLOR="1", COLUMNS="0").stdout.decode()
    assert "\x1b" not in output
    assert not BOXES & set(output)
    assert "Picture: A door that swings, and the sun behind it." in output


@pytest.mark.parametrize("extra", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}])
def test_a_dumb_terminal_gets_lines(story: Path, extra: dict[str, str]) -> None:
    """TERM=dumb and ACCESSIBLE=1 get the linear screen in a terminal too, title menu included."""
    with playing("--story", str(story), folder=story.parent, rows=40, extra=extra) as terminal:
        terminal.wait_for("4. Put the case")
        terminal.type("2\n")
        terminal.wait_for("You wait.")
        terminal.press("interrupt")
        assert terminal.wait() == 130
        assert b"\x1b" not in terminal.output
    with playing("--story", str(story), folder=story.parent, rows=40, extra=extra) as terminal:
        terminal.wait_for("1. Continue (The Bar: The door")
        terminal.type("1\n")
        terminal.wait_for("4. Put the case")


def test_every_fact_of_the_drawn_screen_is_in_the_lines(story: Path) -> None:
    """Title, card, picture, heading, text, speech, status, choices with reasons, room and moves are all printed."""
    output = run(story, "3\nshotgun to case\n", "--new").stdout.decode()
    for words in (
        "The Glass", "Chapter 1: The Bar", "One door in. Nine men.", "The bartender: We have beer.",
        "Nobody is looking, unhurt, the case in your hand.", "(Not now: There is nothing in it yet.)",
        "Chapter 2: The Room", "The guitar case (room for 8 more): nothing", "the sawn-off shotgun (size 4)",
        "Moved: the sawn-off shotgun. The guitar case, room for 4 more.",
        "2. Go without it. (Not now: Not with the guns in it.)",
    ):  # fmt: skip
        assert words in output


def test_a_line_that_is_too_long_is_one_refusal(story: Path) -> None:
    """A line of more than 10,000 letters is refused once, quoted in short, and its end is not taken as an answer."""
    done = run(story, "a" * 10_000 + "2\n" + "b" * 25_000 + "\n2\n", "--plain", "--new").stdout.decode()
    assert [len(line) < 200 for line in done.split("\n") if "There is no “" in line] == [True, True]
    assert done.count("You chose: Wait.") == 1


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_byte_order_mark_is_no_character_of_an_answer_or_a_log(story: Path, tmp_path: Path, mark: str) -> None:
    """The first answer, and the first line of a log, are taken with a mark before them as without."""
    assert "You chose: Wait." in run(story, mark + "2\n", "--plain", "--new").stdout.decode()
    log = tmp_path / "list"
    log.write_text(mark + "bar.door.wait\n", encoding="utf-8")
    done = replayed(story, log)
    assert (done.returncode, "You chose: Wait." in done.stdout.decode()) == (0, True)


def test_an_encoding_without_the_letters_gets_them_spelled(story: Path) -> None:
    """On a stream that is ASCII only, dashes, quotes and accents are spelled."""
    output = run(story, "1\n3\n", "--new", PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout
    assert b"Senores, pongan silencio" in output


def test_a_log_gives_the_same_transcript_byte_for_byte(story: Path, tmp_path: Path) -> None:
    """The replay of a log prints what `--plain` printed, save for what it said about saves, whatever was typed."""
    log = tmp_path / "game.log"
    typed = "wait\n3\nput the big pistols in the case\nshot case\nu\nr\nl\ni\n?\n1\nyes\n4\n1\n1\n1\n2\nnew\n2\n"
    played = run(story, typed, "--new", "--plain", "--log", str(log))
    assert played.returncode == 0
    assert log.read_text("utf-8").startswith("# desperado log 1 story=rich fingerprint=")
    first, second = replayed(story, log), replayed(story, log)
    assert first.returncode == 0
    said = "The game in “autosave” is kept: “load kept-1” brings it back.\n\n".encode()
    assert first.stdout == second.stdout == without_goodbye(played).replace(said, b"", 1)
    assert played.stdout.count(said) == 1
    assert "There is still room, and you would leave behind" in first.stdout.decode()


def test_the_log_of_a_game_that_goes_on_needs_no_save(story: Path, tmp_path: Path) -> None:
    """A game continued from a slot, and one begun in the middle by an author, can be replayed from their logs alone."""
    log = tmp_path / "game.log"
    run(story, "2\n3\nmove shotgun case\n", "--new")
    played = run(story, "1\n1\nu\nu\n2\n2\n", "--log", str(log))
    for each in (story.parent / "saves").rglob("*.json*"):
        each.unlink()
    assert replayed(story, log).stdout == without_goodbye(played)
    for scene, typed in (("bar.counter", "1\n1\n1\n"), ("bar.dies", "")):  # only an author is dead without having died
        played = run(story, typed, "--from", scene, "--log", str(log))
        assert replayed(story, log).stdout == without_goodbye(played)


def test_a_list_of_choices_is_a_log(story: Path, tmp_path: Path) -> None:
    """Bare choice ids with comments and empty lines, as the proof prints them, are replayed."""
    log = tmp_path / "list"
    log.write_text("# found by the proof\n\nbar.door.in\n  bar.counter.drink  \n", encoding="utf-8")
    done = replayed(story, log)
    assert done.returncode == 0
    assert "THE END: The Glass" in done.stdout.decode()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "bar.door.nowhere",
            "Line 2 of the log, “bar.door.nowhere”, cannot be taken: no such choice is offered there.",
        ),
        ("bar.door.gun", "cannot be taken: You cannot: There is nothing in it yet."),
        ("move pistols case", "cannot be taken: That cannot be moved. There is nothing to pack here."),
        ("undo now", "no such choice is offered there."),
        ("resume {", "is damaged"),
        ("# desperado log 1 story=other fingerprint=0", "This log belongs to another story, other."),
        ("\x1b]0;title\x07", "cannot be taken"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named(story: Path, tmp_path: Path, line: str, sentence: str) -> None:
    """A log that the story does not accept ends with exit code 1 and a sentence that names the line."""
    log = tmp_path / "list"
    log.write_text(f"bar.door.wait\n{line}\n", encoding="utf-8")
    done = replayed(story, log)
    assert done.returncode == 1
    assert sentence in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert b"\x1b" not in done.stderr
    assert "You wait." in done.stdout.decode() or line.startswith("resume")


def replayed(story: Path, log: Path) -> subprocess.CompletedProcess[bytes]:
    """Replay a log in a process of its own."""
    line = command("replay", str(log), "--story", str(story))
    return subprocess.run(line, capture_output=True, env=environment(story.parent), timeout=PATIENCE, check=False)


def test_a_refused_slot_name_is_one_sentence(story: Path) -> None:
    """A slot that cannot be a file's name is refused with exit code 1."""
    done = run(story, "", "--slot", "../evil")
    assert done.returncode == 1
    assert "cannot be a slot's name" in done.stderr.decode()


def test_what_a_player_types_cannot_reach_the_terminal_as_a_command(story: Path) -> None:
    """Escape sequences in typed lines are printed as harmless signs."""
    output = run(story, "\x1b]52;c;aGk=\x07\n", "--new").stdout
    assert b"\x1b" not in output


def test_where_nothing_can_be_saved_the_game_goes_on_and_says_so_once(story: Path, tmp_path: Path) -> None:
    """When the saves folder cannot be written, the player reads one sentence and the game goes on."""
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    done = run(story, "2\n2\nq\n", "--new", "--saves", str(blocked))
    assert done.returncode == 0
    assert done.stdout.decode().count("The game could not be saved") == 2
    assert done.stdout.decode().count("You chose: Wait.") == 2


def test_a_reader_that_goes_away_ends_the_game_quietly(story: Path) -> None:
    """When the output is closed, the game ends without a message, saved."""
    game = subprocess.Popen(
        command("--story", str(story), "--new"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(story.parent),
    )
    assert game.stdin is not None
    assert game.stdout is not None
    game.stdout.readline()
    game.stdout.close()
    game.stdin.write(b"1\n1\n")
    _, complaints = game.communicate(timeout=PATIENCE)
    assert (game.returncode, complaints) == (0, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_crash(story: Path, closed: str) -> None:
    """Started without standard streams the game ends with code 0 and no message."""
    line = " ".join(command("--story", str(story), "--new")) + " " + closed
    done = subprocess.run(
        ["sh", "-c", line],
        input=b"",
        env=environment(story.parent),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_signal_in_the_linear_screen_loses_nothing(story: Path) -> None:
    """SIGTERM while the program waits for a line ends it with code 128 + 15, the turn saved."""
    with playing("--plain", "--new", "--story", str(story), folder=story.parent, rows=40) as terminal:
        terminal.wait_for("4. Put the case")
        terminal.type("1\n")
        terminal.wait_for("3. Drink.")
        terminal.process.terminate()
        assert terminal.wait() == 128 + 15
    assert b"\n\nScene: The counter\n" in run(story, "", "--plain").stdout


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_a_sentence(story: Path) -> None:
    """Output that cannot be written ends the game with one sentence; without a writable log the game goes on."""
    with FULL.open("wb") as full:
        done = subprocess.run(
            command("--story", str(story), "--plain", "--new"),
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(story.parent),
            timeout=PATIENCE,
            check=False,
        )
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"No space left" in done.stderr
    logged = run(story, "2\n", "--plain", "--new", "--log", str(FULL))
    assert (logged.returncode, logged.stderr) == (0, b"")


def test_a_folder_whose_name_is_too_long_leaves_the_game_playable(story: Path) -> None:
    """When the name of the saves folder is too long, the player reads a sentence and the game goes on."""
    done = run(story, "2\nendings\n", "--plain", "--new", "--saves", "a" * 5000)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "could not be saved" in done.stdout.decode()


def test_who_types_nonsense_hears_no_list_again(story: Path) -> None:
    """A refusal tells the choices not again, and once how to hear them; an empty line does."""
    output = run(story, "xyzzy\nplugh\n1\n9\n\n", "--new").stdout.decode()
    assert output.count("There is no “") == 2
    assert output.count("Enter alone tells the choices again.") == 1
    before, _, after = output.partition("There is no number 9 here")
    assert before.count("hoices:") == 2
    assert after.count("hoices:") == 1
