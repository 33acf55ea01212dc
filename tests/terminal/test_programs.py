"""`play --json`: how other programs play."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from glass import GLASS
from terminals import PATIENCE, ROOT, command, environment, write_story


def play(tmp_path: Path, *lines: str, arguments: tuple[str, ...] = ("--new",)) -> list[dict[str, Any]]:
    """Play these lines and return the objects that the program wrote."""
    story = write_story(tmp_path / "story", GLASS)
    done = subprocess.run(
        command("play", "--json", "--story", str(story), *arguments),
        input="".join(line + "\n" for line in lines).encode("utf-8", "surrogateescape"),
        capture_output=True,
        env=environment(tmp_path),
        timeout=PATIENCE,
        check=True,
    )
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_turn_says_everything_that_a_player_sees(tmp_path: Path) -> None:
    """Each turn is one object with scene, text, options, status, inventory and events."""
    (turn,) = play(tmp_path)
    assert turn.keys() == {
        "turn", "scene", "title", "text", "options", "status", "inventory", "events", "ending", "fall", "saved"
    }  # fmt: skip
    assert (turn["turn"], turn["scene"], turn["title"]) == (0, "bar.door", "The door")
    assert turn["options"][3] == {
        "id": "bar.door.gun",
        "say": "Put the case on the counter and open it, slowly, so that everybody can count what is in it.",
        "open": False,
        "barred": "There is nothing in it yet.",
    }
    assert turn["inventory"] == {"case": [], "sleeves": [], "pockets": []}


def test_choosing_undoing_and_moving_are_commands(tmp_path: Path) -> None:
    """A program chooses by id, undoes, redoes, moves items, and sees the results."""
    turns = play(
        tmp_path,
        '{"choose": "bar.door.pack"}',
        '{"move": "pistols", "to": "case"}',
        '{"do": "undo"}',
        '{"do": "redo"}',
        '{"quit": true}',
        '{"choose": "never read"}',
    )
    assert [turn["turn"] for turn in turns] == [0, 1, 2, 1, 2]
    assert {"move": "pistols", "to": "case"} in turns[1]["moves"]
    assert turns[2]["inventory"]["case"] == ["pistols"]
    assert [turns[3]["undone"], turns[4]["redone"]] == ["move pistols case"] * 2
    assert {"event": "moved", "item": "pistols", "from": "bed", "to": "case"} in turns[2]["events"]


def test_packing_says_what_lies_where_and_why_a_move_is_barred(tmp_path: Path) -> None:
    """In a packing scene a turn has all places, also those that are not carried, sizes, room and barred moves."""
    _, _, turn, refused = play(
        tmp_path,
        '{"choose": "bar.door.pack"}',
        '{"move": "guitar", "to": "case"}',
        '{"move": "guitar", "to": "sleeves"}',
    )
    places = {each["place"]: each for each in turn["packing"]["places"]}
    assert places.keys() == {"case", "sleeves", "pockets", "bed"}
    assert places["case"] == {"place": "case", "room": 4, "items": [{"item": "guitar", "size": 4}]}
    assert {"item": "shotgun", "size": 4} in places["bed"]["items"]
    assert {"move": "guitar", "to": "sleeves", "reason": "unfit"} in turn["packing"]["barred"]
    assert not [each for each in turn["packing"]["barred"] if each["move"] == "guitar" and each["to"] == "case"]
    assert (refused["reason"], refused["bar"]) == ("move", "unfit")
    moves = (f'{{"move": "{item}", "to": "case"}}' for item in ("guitar", "pistols", "shotgun"))
    full = play(tmp_path, '{"choose": "bar.door.pack"}', *moves)
    assert {"move": "shotgun", "to": "case", "reason": "full"} in full[-2]["packing"]["barred"]
    assert full[-1]["bar"] == "full"
    assert len(full[-2]["packing"]["barred"]) + len(full[-2]["moves"]) == 4 * 3  # each item, to each other place


def test_each_command_of_a_player_has_its_answer(tmp_path: Path) -> None:
    """A program looks, asks for the case, the status, the endings and the help, each with an object of its own."""
    asked = ("look", "case", "status", "endings", "help", "saves")
    first, wait, look, case, status, endings, help_, saves = play(
        tmp_path, '{"choose": "bar.door.wait"}', *(f'{{"do": "{verb}"}}' for verb in asked)
    )
    assert wait["text"] == ["You wait. The dog waits."]
    assert (look["turn"], len(look["text"])) == (1, len(first["text"]))
    assert case.keys() == {"inventory", "left", "titles"}
    assert (case["left"], case["titles"]["case"]) == ([], "The guitar case")
    assert status == {"status": {"phrases": ["They look", "unhurt", "the case in your hand"]}}
    assert endings == {
        "endings": [{"found": False, "hint": "A glass."}, {"found": False, "hint": "Somebody was slower."}]
    }
    assert saves.keys() == {"slots", "shelf"}
    requests = [each["request"] for each in help_["help"]]
    assert [each["do"] for each in requests if "do" in each] == [
        "look", "case", "status", "undo", "redo", "saves", "endings", "new", "help"
    ]  # fmt: skip
    assert all(each["does"] for each in help_["help"])


def test_every_request_that_help_names_is_one(tmp_path: Path) -> None:
    """None of the examples of `help` is refused for not being a request, and so they are all in that refusal."""
    (_, answer, refused) = play(tmp_path, '{"do": "help"}', "x")
    examples = [each["request"] for each in answer["help"]]
    assert all(json.dumps(each) in refused["error"] for each in examples)
    answers = play(tmp_path, *map(json.dumps, examples))
    assert [each for each in answers if each.get("reason") == "json"] == []
    assert len(answers) == len(examples)  # and "quit" has none


def test_the_readme_lists_every_request(tmp_path: Path) -> None:
    """Each request that `help` names stands in the README's table."""
    _, answer = play(tmp_path, '{"do": "help"}')
    table = (ROOT / "README.md").read_text("utf-8")
    for each in answer["help"]:
        ((key, value), *_) = each["request"].items()
        assert f'{{"{key}": {json.dumps(value) if key == "do" else ""}' in table, each


def test_a_found_ending_has_its_title(tmp_path: Path) -> None:
    """Once an ending is found, the list says which it is."""
    *_, answer = play(tmp_path, '{"choose": "bar.door.in"}', '{"choose": "bar.counter.drink"}', '{"do": "endings"}')
    assert answer["endings"][0] == {"found": True, "ending": "bar.ends", "title": "The Glass"}


def test_a_typed_line_is_answered_as_the_command_that_it_means(tmp_path: Path) -> None:
    """`say` takes what a player types: a number, words, a command, a move; and says which request it was."""
    lines = ("2", "wait", "case", "go back to the room", "shotgun to case", "undo", "wibble", "q", "never read")
    turns = play(tmp_path, *(json.dumps({"say": line}) for line in lines))
    assert [turn.get("meant") for turn in turns[1:]] == [
        {"choose": "bar.door.wait"},
        {"choose": "bar.door.wait"},
        {"do": "case"},
        {"choose": "bar.door.pack"},
        {"move": "shotgun", "to": "case"},
        {"do": "undo"},
        None,
    ]
    assert (turns[1]["turn"], turns[2]["turn"], turns[6]["undone"]) == (1, 2, "move shotgun case")
    assert turns[7].keys() == {"error", "reason"}


def test_a_typed_line_that_could_mean_several_things_has_them_all(tmp_path: Path) -> None:
    """With the question for a player come the requests that could be meant: choices, or moves."""
    lines = ("the", "3", "pistols", "rigs", "th")
    _, choices, _, items, places, both = play(tmp_path, *(json.dumps({"say": line}) for line in lines))
    assert (choices["reason"], items["reason"], places["reason"]) == ("ambiguous", "which", "where")
    assert choices["could_mean"] == [{"choose": "bar.door.pack"}, {"choose": "bar.door.gun"}]
    assert items["could_mean"] == [
        {"move": "pistols", "to": "case"},
        {"move": "rigs", "to": "case"},
        {"move": "rigs", "to": "sleeves"},
    ]
    assert places["could_mean"] == items["could_mean"][1:]
    assert both["could_mean"][:2] == [{"choose": "room.pack.go"}, {"move": "guitar", "to": "case"}]


def test_slots_are_saved_and_loaded(tmp_path: Path) -> None:
    """A program saves into a slot and loads it again, in another process too."""
    play(tmp_path, '{"choose": "bar.door.in"}', '{"save": "here"}')
    turns = play(tmp_path, '{"load": "here"}')
    assert (turns[0]["scene"], turns[1]["scene"]) == ("bar.door", "bar.counter")


def test_falls_and_endings_are_said(tmp_path: Path) -> None:
    """A death is a fall that can be taken back, and an ending has its id."""
    turns = play(
        tmp_path,
        *(f'{{"choose": "{choice}"}}' for choice in (
            "bar.door.in", "bar.counter.talk", "bar.counter.talk.bucho", "bar.shoot.stand", "take_back",
            "bar.shoot.stand", "let_stand",
        )),
    )  # fmt: skip
    assert [turn["fall"] for turn in turns] == [False, False, False, False, True, False, True, False]
    assert turns[-1]["ending"] == "room.told"


@pytest.mark.parametrize(
    "line",
    [
        "", "x", "{", "[]", "null", "1", '{"choose": 1}', '{"choose": "bar.door.gun"}', '{"choose": "nothing"}',
        '{"do": "dance"}', '{"move": "pistols"}', '{"move": "pistols", "to": "case"}', '{"save": "../x"}',
        '{"load": "none"}',
        '{"quit": 1}', '{"choose": "bar.door.in", "do": "undo"}', "[" * 9000, '{"choose": "\\ud800"}', "\udcff\udcfe",
        '{"a":' * 4000, "9" * 6000,
    ],
)  # fmt: skip
def test_a_wrong_command_is_answered_and_changes_nothing(tmp_path: Path, line: str) -> None:
    """For any wrong line, the answer is one object with an error, and the game has not changed."""
    turns = play(tmp_path, line, '{"choose": "bar.door.wait"}')
    assert turns[-1]["turn"] == 1
    assert all(turn.keys() - {"bar"} == {"error", "reason"} for turn in turns[1:-1])
    assert len(turns) == (3 if line.strip() else 2)


def test_a_line_that_is_too_long_is_one_error(tmp_path: Path) -> None:
    """A line of more than 10,000 letters has one answer, and neither its beginning nor its end is taken."""
    command = '{"choose": "bar.door.wait"}'
    turns = play(tmp_path, command + " " * 10_000 + command, "a" * 30_000, command)
    assert [turn.keys() == {"error", "reason"} for turn in turns] == [False, True, True, False]
    assert all(len(turn["error"]) < 500 for turn in turns[1:3])
    assert turns[-1]["turn"] == 1


def test_a_byte_order_mark_is_no_character_of_a_command(tmp_path: Path) -> None:
    """The first command is taken with a mark before it."""
    assert play(tmp_path, '\ufeff{"choose": "bar.door.wait"}')[-1]["turn"] == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_lines_are_json_in_utf8_whatever_the_locale(tmp_path: Path, encoding: str) -> None:
    """A curly quotation mark that the locale lacks is not spelled as one that ends a JSON string."""
    story = write_story(tmp_path / "story", GLASS)
    done = subprocess.run(
        command("play", "--json", "--story", str(story), "--new"),
        input='{"choose": "señor"}\n'.encode(),
        capture_output=True,
        env=environment(tmp_path, {"PYTHONIOENCODING": encoding}),
        timeout=PATIENCE,
        check=True,
    )
    assert "“señor”" in json.loads(done.stdout.splitlines()[1])["error"]
