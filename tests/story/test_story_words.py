"""The story's words are its own, and its Spanish is spelled as Spanish is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from unicodedata import normalize

import pytest
from plot_hashes import DIGITS, HASHES, RUN
from story_shipped import runs, story, texts, turning_points

from desperado_adventure.engine.views import Told
from desperado_adventure.model.text import Content, Run, alternatives

ROOT = Path(__file__).resolve().parents[2]
TEXT_FILES = {".py", ".yaml", ".md", ".toml", ".json", ".txt", ".html", ""}


def hashes_of(text: str) -> set[str]:
    """Return the truncated hash of every run of `RUN` words: lower case, letters and digits without accents."""
    plain = normalize("NFKD", text.lower().replace("'", "").replace("’", ""))
    words = re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if ord(letter) < 0x300 or ord(letter) > 0x36F))
    ends = range(len(words) - RUN + 1)
    return {sha256(" ".join(words[end : end + RUN]).encode()).hexdigest()[:DIGITS] for end in ends}


def project_files() -> list[Path]:
    """Return the files of the project that are read as text."""
    homes = [ROOT / name for name in ("story", "desperado_adventure", "tests")]
    inside = chain.from_iterable(home.rglob("*") for home in homes)
    found = [path for path in inside if path.is_file() and path.suffix in TEXT_FILES and "__pycache__" not in str(path)]
    return [ROOT / "README.md", ROOT / "pyproject.toml", *sorted(found)]


def test_no_run_of_the_plot_is_in_a_file() -> None:
    """No eight words that follow each other in the source of the plot do so in the story, the README or the code."""
    for path in project_files():
        assert hashes_of(path.read_text(encoding="utf-8", errors="replace")).isdisjoint(HASHES), path.relative_to(ROOT)


def test_no_run_of_the_plot_is_told() -> None:
    """No walkthrough tells eight such words in a row, with the conditions resolved."""
    for run in runs():
        events = [event for step in run.playthrough.steps for event in step.events if isinstance(event, Told)]
        words = " ".join(passage.plain for event in events for passage in event.passages)
        assert hashes_of(words).isdisjoint(HASHES), run.walkthrough.name


def test_the_hashes_find_what_they_are_of() -> None:
    """The hashes ignore case, accents and marks, and a run is found in the middle of a text."""
    run = "Señor, he said: it's one of eight words"
    assert hashes_of(run) <= hashes_of("before SENOR he said its one, of eight. Words after")
    assert len(HASHES) > 500
    assert all(len(each) == DIGITS for each in HASHES)


# Spanish

BARE = (
    r"senor(a|ita|es|as|itas)?|manana|anos|nin[oa]s?|pequen[oa]s?|duen[oa]|espanol|"
    r"adios|aqui|alla|asi|tambien|despues|jamas|todavia|quiza|ademas|detras|atras|ningun|algun|segun|"
    r"dias|tio|policia|corazon|cancion|musica|telefono|autobus|patron(es)?(?=[,.!?*]| (Bucho|no|si))|perdon|ladron|"
    r"estas? (bien|aqui|muerto|loco)|como (estas?|te llamas|se llama)|que (pasa|quieres?|haces?|hora|es esto|dices)|"
    r"quien es|donde esta|por que|por favor senor|cuanto (es|vale|cuesta)|mas (tarde|nada)|"
    r"si,? senor(a|ita)?|andale|orale|camara|ultim[oa]|rapido|maria|jesus|jose|cesar|ramon|raul|cristobal"
)
"""Words that are Spanish and nothing else, and are wrong as they stand here, without their accents and tildes."""

_SPANISH = """
a al amigo ándele aquí ay bien buenas buenos cabrón chico como cómo con cuándo cuánto cuántos de del días diga dónde
el él ella en eres es esta está estás este gracias ha hay hermano hijo hombre jefe la las le llamas lo los luz madre
mano mañana me mi mira muerto muy nada niño noches nombre nos otra padre pasa patrón permiso pero por prisa puede que
qué quién quieres sabe se señor señora señores señorita sí su suelo tardes te tenía tiene tu tú un una usted va vámonos
vas ven vive y ya yo
"""
SPANISH = frozenset(_SPANISH.split())
"""Words of which a Spanish sentence in this story is made; an English one never is of these alone."""


def spanish_only(sentence: str) -> bool:
    """Return whether the words of a sentence are Spanish: all of them, and two at least."""
    words = re.findall(r"[^\W\d_]+", sentence.lower())
    return len(words) >= 2 and all(word in SPANISH for word in words)


@cache
def readings() -> tuple[tuple[str, str], ...]:
    """Return (scene, text) for everything a player can read: of inline alternatives, first one and then the other."""
    found: list[tuple[str, str]] = []
    for scene in story().scenes.values():
        contents = [scene.title, *(paragraph.content for paragraph in texts(scene))]
        contents += [content for choice in scene.choices for content in (choice.say, choice.barred)]
        found += [(scene.id, "".join(_words(content))) for content in contents]
    found += [(owner, quatrain) for owner, verses in turning_points() for each in verses for quatrain in each.quatrains]
    found += [("story.yaml", quatrain) for quatrain in (*story().opening, *story().farewell)]
    return tuple(found)


def _words(content: Content) -> Iterator[str]:
    for piece in content:
        if isinstance(piece, Run):
            yield piece.text
        else:
            for part in alternatives(piece):
                yield from _words(part)
                yield " "


def test_spanish_words_have_their_accents() -> None:
    """No Spanish word that has an accent or a tilde stands without it."""
    bare = re.compile(rf"\b({BARE})\b", re.IGNORECASE)
    assert [(scene, found.group()) for scene, text in readings() if (found := bare.search(text))] == []


@pytest.mark.parametrize(("opening", "closing"), ["¿?", "¡!"])
def test_an_inverted_mark_has_its_other_half(opening: str, closing: str) -> None:
    """Each inverted mark has its closing mark before the end of the sentence or the paragraph."""
    for scene, text in readings():
        for after in text.split(opening)[1:]:
            end = re.search(r"[.?!¿¡\n]", after)
            assert end is not None, (scene, after)
            assert end.group() == closing, (scene, after)


def test_spanish_questions_and_cries_open_as_well() -> None:
    """A sentence that is all Spanish and ends in a question or exclamation mark begins with the inverted one."""
    for scene, text in readings():
        for sentence in re.findall(r"[^.?!\"“”()…:;]+[?!]", text):
            if spanish_only(sentence):
                assert {"?": "¿", "!": "¡"}[sentence[-1]] in sentence, (scene, sentence)


def test_the_rules_of_spanish_can_fail() -> None:
    """The lists find what they are for."""
    assert re.search(rf"\b({BARE})\b", "Adios, senor", re.IGNORECASE)
    assert spanish_only("Quién es?") is True
    assert spanish_only("Who is it?") is False
