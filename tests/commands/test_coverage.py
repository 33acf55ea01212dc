"""What `desperado test --coverage` promises an author, on a small story on the disk."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

from terminals import command, environment, write_story

from desperado_adventure.analysis.playing.coverage import cover
from desperado_adventure.analysis.playing.filling import fill
from desperado_adventure.analysis.targets.target import Target, TargetKind
from desperado_adventure.analysis.verdicts.proof import prove
from desperado_adventure.loading import load_text
from desperado_adventure.model.story import Story

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
  case: {title: The case, capacity: 2}
  bed: {title: The bed, carried: false}
items:
  pistols: {title: The pistols, at: case}
""",
    "scenes/bar.yaml": """
room:
  title: The room
  text: A bed & a case.
  pack: [case, bed]
  choices:
    down: {say: Go down., goto: counter}
counter:
  title: The counter
  text: "{heat >= 1: They have heard of you.|Nobody looks up.} {One beer.|Two beers.|No more.}"
  choices:
    ask: {say: Ask., do: [heat += 1], goto: counter}
    shoot: {say: Shoot., requires: has(pistols), barred: With what?, goto: end}
    drink: {say: Drink., goto: home}
end:
  title: The end
  text: It ends.
  ending: {title: Over, hint: It is over.}
home:
  title: Home
  text: You go home.
  ending: {title: Home, hint: It is far.}
""",
    "walkthroughs/drink.yaml": """
proves: One can drink and go home.
steps: [bar.room.down, bar.counter.drink, {expect: {ending: bar.home}}]
""",
}


def run_test(tmp_path: Path, *arguments: str, story: dict[str, str] | None = None) -> tuple[int, str]:
    """Run `desperado test` on the story and return the exit code and what it prints."""
    folder = tmp_path / "story"
    if not folder.exists():
        write_story(folder, story or STORY)
    done = subprocess.run(
        command("test", str(folder), *arguments),
        env=environment(tmp_path), cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    return done.returncode, done.stdout


def small() -> Story:
    """Load the story."""
    loaded = load_text({name: text for name, text in STORY.items() if not name.startswith("walkthroughs/")})
    assert loaded.story is not None, loaded.diagnostics
    return loaded.story


def shares(told: str) -> dict[str, tuple[int, int]]:
    """Return the first table: (seen, all) by the words of the row."""
    rows = re.findall(r"^(\w[\w ]+?) +([\d,]+) of +([\d,]+) ", told, re.MULTILINE)
    return {name: (int(seen), int(wanted)) for name, seen, wanted in reversed(rows)}


def test_the_table_counts_what_the_walkthroughs_have_shown(tmp_path: Path) -> None:
    """Scenes, choices, bars, variants, conditions and endings are counted against all that there are."""
    _, told = run_test(tmp_path, "--coverage")
    assert shares(told) == {
        "scenes reached": (3, 4),
        "scenes told": (3, 4),
        "choices taken": (2, 4),
        "choices shown barred": (0, 1),
        "text variants shown": (2, 5),
        "outcomes of conditions met": (1, 2),
        "endings reached": (1, 2),
    }


def test_what_is_missing_is_named_with_its_line(tmp_path: Path) -> None:
    """Every scene, choice, variant and outcome that was not shown stands there with file and line."""
    _, told = run_test(tmp_path, "--coverage")
    missing = told.split("Not shown in scenes/bar.yaml: 8\n")[1].split("\n\n")[0]
    assert "scenes/bar.yaml:12:5: choice `bar.counter.ask`" in missing
    assert "scenes/bar.yaml:13:5: `bar.counter.shoot` barred" in missing
    assert "`heat >= 1` is true" in missing
    assert "variant 2 of `{One beer.|Two beers.|No more.}`" in missing
    assert "ending `bar.end`" in missing


def test_the_proposed_walkthroughs_show_all_that_can_be_shown(tmp_path: Path) -> None:
    """With what `--write` keeps, nothing is missing, every walkthrough passes, and none is proposed any more."""
    _, told = run_test(tmp_path, "--write")
    assert "Written: " in told
    code, after = run_test(tmp_path, "--coverage")
    assert code == 0, after
    assert all(seen == wanted for seen, wanted in shares(after).values())
    assert "Not shown" not in after
    assert "would show" not in after


def test_a_kept_walkthrough_says_what_it_proves_and_moves_things_by_name(tmp_path: Path) -> None:
    """A written walkthrough has a sentence, steps, moves as lists, and expects the ending it comes to."""
    run_test(tmp_path, "--write")
    written = [path.read_text(encoding="utf-8") for path in (tmp_path / "story/walkthroughs").glob("coverage_*.yaml")]
    assert all(re.match(r'proves: "Shows \d+ things .*\."\nsteps:\n  - ', text) for text in written)
    assert any("\n  - move: [pistols, bed]\n" in text for text in written)
    assert any(text.endswith("\n  - expect: {ending: bar.end}\n") for text in written)


def test_writing_twice_loses_nothing(tmp_path: Path) -> None:
    """A walkthrough that exists is never written over."""
    mine = {"walkthroughs/coverage_01.yaml": STORY["walkthroughs/drink.yaml"]}
    run_test(tmp_path, "--write", story=STORY | mine)
    kept = (tmp_path / "story/walkthroughs/coverage_01.yaml").read_text(encoding="utf-8")
    assert kept == STORY["walkthroughs/drink.yaml"]
    assert (tmp_path / "story/walkthroughs/coverage_02.yaml").exists()


def test_nothing_is_proposed_while_a_walkthrough_fails(tmp_path: Path) -> None:
    """What a failing walkthrough would have shown is not proposed to be shown by another."""
    broken = {"walkthroughs/drink.yaml": "proves: It fails.\nsteps: [bar.room.down, bar.counter.drunk]\n"}
    code, told = run_test(tmp_path, "--write", story=STORY | broken)
    assert code == 1
    assert "when all of these run to their ends" in told
    assert len(list((tmp_path / "story/walkthroughs").iterdir())) == 1


def test_what_is_proved_to_be_impossible_is_said_to_be_so(tmp_path: Path) -> None:
    """What no choices can show is called impossible, and no walkthrough is proposed for it."""
    never = {"scenes/bar.yaml": STORY["scenes/bar.yaml"].replace("heat >= 1:", "heat >= 1 and heat < 1:")}
    _, told = run_test(tmp_path, "--coverage", story=STORY | never)
    assert "1 things can never be shown: `desperado check` says what and why." in told


def test_few_roads_cover_much() -> None:
    """A road goes on to other missing targets, so that two roads are enough for three beginnings."""
    story = small()
    roads = fill(story, prove(story), cover(story, ()), 40)
    assert len(roads) <= 3
    assert all(road.ending for road in roads)
    after = cover(story, [road.choices for road in roads])
    assert [kind for kind in after.all if after.missing(kind)] == []
    assert frozenset().union(*(road.shown for road in roads)) >= set(after.all["variants"])


def test_a_proof_that_is_cut_short_still_lets_roads_be_found() -> None:
    """Without a single witness, playing finds what is near."""
    story = small()
    certificate = prove(story, max_states=1)
    assert not certificate.exhausted
    after = cover(story, [road.choices for road in fill(story, certificate, cover(story, ()), 40)])
    assert not after.missing("scenes")
    assert Target(TargetKind.CHOICE, "bar.counter.shoot") in after.seen


class _Marks(HTMLParser):
    """Collects, for each article, its class, and the addresses that the page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.scenes: dict[str, str] = {}
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "article":
            self.scenes[given["id"]] = given["class"]
        self.loaded += [given[name] for name in ("src", "data") if name in given]
        self.loaded += [given["href"]] if not given.get("href", "#").startswith("#") else []


def test_the_page_has_the_whole_text_with_every_variant_marked(tmp_path: Path) -> None:
    """The page loads nothing, has all words, and marks what was and was not shown by a class and by a sign."""
    run_test(tmp_path, "--coverage", "--page", str(tmp_path / "page.html"))
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    marks = _Marks()
    marks.feed(page)
    assert marks.scenes == {"bar.room": "shown", "bar.counter": "shown", "bar.end": "missing", "bar.home": "shown"}
    assert marks.loaded == []
    assert "A bed &amp; a case." in page
    sign = r'<span class="variant (\w+)"[^>]*><span[^>]*>(.)(?:<small>\w*</small>)?</span><small>[^<]*</small> '
    shown, missing = (re.search(sign + words, page) for words in ("Nobody looks up", "They have heard of you"))
    assert shown is not None
    assert missing is not None
    assert [shown.groups(), missing.groups()] == [("shown", "✓"), ("missing", "✗")]


def test_a_page_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """A page in a folder that does not exist ends with exit code 1 and the reason."""
    write_story(tmp_path / "story", STORY)
    done = subprocess.run(
        command("test", str(tmp_path / "story"), "--page", str(tmp_path / "no" / "page.html")),
        env=environment(tmp_path), cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.endswith("page.html cannot be written: No such file or directory.\n")
