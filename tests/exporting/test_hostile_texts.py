"""Every export and every transcript of a story whose texts are evil, looked at before any stream filters it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from io import StringIO
from pathlib import Path
from pkgutil import iter_modules

import pytest
from hostile import EVIL, EVIL_NAME, unsafe_in
from hostile_stories import evil_story

from desperado_adventure import exporting
from desperado_adventure.analysis.playing.coverage import cover
from desperado_adventure.analysis.playing.graph import scene_graph
from desperado_adventure.analysis.playing.running import run_walkthrough
from desperado_adventure.analysis.targets.universe import targets
from desperado_adventure.analysis.verdicts.certificate import ClaimResult, ClaimVerdict
from desperado_adventure.analysis.verdicts.changes import Aspect, Changed
from desperado_adventure.analysis.verdicts.proof import prove
from desperado_adventure.engine import Machine
from desperado_adventure.exporting.asked_answers import Answer
from desperado_adventure.exporting.walkthrough_text import walkthrough_text
from desperado_adventure.loading.walkthroughs import read_walkthroughs
from desperado_adventure.model import codes
from desperado_adventure.model.claims import Claim, ClaimKind
from desperado_adventure.model.diagnostics import Diagnostic, Mark
from desperado_adventure.model.expressions import Number
from desperado_adventure.model.story import Story
from desperado_adventure.terminal.gamelog import GameLog
from desperado_adventure.terminal.replaying import replay
from desperado_adventure.terminal.session import Session

_BY_OTHER_MEANS = {
    "start_story": "writes a folder, as `new` does",
    "fill_page": "reads a template, as the pages do",
    "columns": "lays out ids",
    "graph_tree": "is printed for people, and filtered by the stream",
    "song_text": "as the tree",
}


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Return a story whose texts are evil."""
    return evil_story(tmp_path / "story", tmp_path / "cache", monkeypatch)


def exporters() -> Iterator[Callable[..., object]]:
    """Yield every public function of the room."""
    for module in iter_modules(exporting.__path__, f"{exporting.__name__}."):
        for name, value in vars(import_module(module.name)).items():
            if inspect.isfunction(value) and value.__module__ == module.name and name[0] != "_":
                yield value


def test_no_export_holds_anything_unsafe(story: Story) -> None:
    """Each function of the room is given evil for each of its parameters; what it returns has nothing unsafe in it."""
    graph, coverage, certificate = scene_graph(story), cover(story, [("bar.door.wait",)]), prove(story)
    found = tuple(
        each._replace(message=EVIL, cure=EVIL, source=EVIL, mark=Mark(f"scenes/{EVIL_NAME}.yaml", 1, 1))
        for each in (*certificate.findings, Diagnostic(codes.UNREADABLE_FILE, Mark("", 0, 0), EVIL, EVIL))
    )
    chapter, scenes = graph.chapters[0]
    claim = Claim("c", ClaimKind.NEVER, EVIL, None, Number(0), "", Mark("", 0, 0))
    answer = Answer(EVIL, is_claim=False, result=ClaimResult(claim, ClaimVerdict.BROKEN, ("bar.door.wait",)))
    by_parameter: dict[str, object] = {
        "story": story, "graph": graph, "coverage": coverage, "certificate": certificate, "found": found,
        "findings": dict.fromkeys(story.scenes, found), "verdict": EVIL, "title": EVIL, "text": EVIL,
        "quatrains": [f"{EVIL}\n{EVIL}"] * 2, "folder": Path(EVIL_NAME), "proves": EVIL, "ending": "bar.end",
        "commands": ["bar.door.wait", "move gun case"], "chapter": chapter, "scenes": scenes, "edges": graph.edges,
        "shown_by": {target: EVIL for kind in targets(story).values() for target in kind},
        "answer": answer, "scene": "bar.door",
        "changes": (Changed(Aspect.ENDINGS, (EVIL,), (EVIL,)),),
        "document": {EVIL: [EVIL, {"a": EVIL}, 1, None]},
    }  # fmt: skip
    checked = set()
    for export in exporters():
        if export.__name__ not in _BY_OTHER_MEANS:
            exported = export(**{name: by_parameter[name] for name in inspect.signature(export).parameters})
            assert unsafe_in(str(exported).encode("utf-8", "surrogatepass")) == [], export.__name__
            checked.add(export.__name__)
    assert len(checked) >= 14


def test_a_walkthrough_of_evil_words_can_be_read(story: Story) -> None:
    """The sentence of a proposed walkthrough is safe in its file, and the loader has nothing against it."""
    text = walkthrough_text(EVIL, ["bar.door.wait", "bar.door.end"], "bar.end")
    loaded = read_walkthroughs({"walkthroughs/road.yaml": text})
    assert loaded.diagnostics == ()
    assert run_walkthrough(Machine(story), loaded.walkthroughs[0]).diagnostics == ()


def test_a_transcript_and_a_log_hold_nothing_unsafe(story: Story) -> None:
    """What `test --record` and `--log` keep is as safe as what is printed."""
    transcript, log = StringIO(), StringIO()
    replay(Machine(story), ["bar.door.wait", "case", "help", "bar.door.die"], transcript)
    session = Session(Machine(story), None)
    GameLog(log, story._replace(id=f"a{EVIL}")).resume(session.playthrough, None, EVIL)
    for written in (transcript.getvalue(), log.getvalue()):
        assert len(written) > 200
        assert unsafe_in(written.encode()) == []
