"""Random edits of a story, as an author might make them between two versions, and what each of them renamed."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

from plain_yaml import yaml_text

from desperado_adventure.loading.composing import compose
from desperado_adventure.loading.problems import Problems
from desperado_adventure.loading.tree import Listing, Mapping, Node, Source

Files = dict[str, Any]
"""The files of a story, each as nested mappings, lists and texts."""

CONDITIONS = ("when", "requires")


class Renames:
    """What has another name now, by the name it had when the game was saved.

    `ids` are those of scenes and choices; one stands for all that begin with it. `words` are by variable and word.
    What the author renames without saying so is not found by its former name, but what said so before follows it.
    """

    def __init__(self) -> None:
        """Begin with nothing renamed."""
        self.ids: dict[str, str] = {}
        self.variables: dict[str, str] = {}
        self.items: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.words: dict[tuple[str, str], str] = {}

    @staticmethod
    def rename(table: dict[str, str], old: str, new: str, *, says: bool) -> None:
        """Note that something has a new name."""
        for former, now in table.items():
            if now == old or now.startswith(f"{old}."):
                table[former] = new + now[len(old) :]
        if says:
            table[old] = new

    @staticmethod
    def forget(table: dict[str, str], name: str) -> None:
        """Note that something is gone, and its former names with it."""
        for former, now in list(table.items()):
            if now == name or now.startswith(f"{name}."):
                del table[former]

    def id(self, name: str) -> str:
        """Return the present id of a scene or a choice, which may have got its names one after the other."""
        beginning = name
        while beginning:
            if beginning in self.ids:
                return self.id(self.ids[beginning] + name[len(beginning) :])
            beginning = beginning.rpartition(".")[0]
        return name

    def variable_renamed(self, old: str, new: str, *, says: bool) -> None:
        """Note that a variable has a new name; its words keep theirs."""
        self.rename(self.variables, old, new, says=says)
        self.words = {(new if name == old else name, word): now for (name, word), now in self.words.items()}

    def word_renamed(self, variable: str, old: str, new: str, *, says: bool) -> None:
        """Note that a word of a set has a new name."""
        for key, now in self.words.items():
            if key[0] == variable and now == old:
                self.words[key] = new
        if says:
            self.words[variable, old] = new

    def word_deleted(self, variable: str, word: str) -> None:
        """Note that a word of a set is gone."""
        self.words = {key: now for key, now in self.words.items() if (key[0], now) != (variable, word)}


def read(texts: dict[str, str]) -> Files:
    """Return the files of a story as plain values."""
    return {file: _plain(compose(Source(file, text), Problems(()))) for file, text in texts.items() if ".yaml" in file}


def write(files: Files) -> dict[str, str]:
    """Return the texts of the files."""
    return {file: yaml_text(value) for file, value in files.items()}


def _plain(node: Node | None) -> Any:  # noqa: ANN401  # whatever YAML can hold
    if isinstance(node, Mapping):
        return {name: _plain(value) for name, (_, value) in node.entries.items()}
    if isinstance(node, Listing):
        return [_plain(item) for item in node.items]
    return node.value if node is not None else ""


class Editor:
    """Edits one story. Each edit is a method that returns whether there was anything to do."""

    def __init__(self, texts: dict[str, str], chance: random.Random) -> None:
        """Begin with a story; everything that is decided comes from `chance`."""
        self.chance = chance
        self.files = copy.deepcopy(read(texts))
        self.renames = Renames()
        self.is_harmless = True
        self.done: list[str] = []
        self._new = 0

    def edit(self) -> bool:
        """Make one random edit; return whether it could be made."""
        edit = self.chance.choice(EDITS)
        if not edit(self):
            return False
        self.done.append(edit.__name__)
        self.is_harmless = self.is_harmless and edit in HARMLESS
        return True

    # -- looking -------------------------------------------------------------------------------------------------------

    @property
    def story(self) -> dict[str, Any]:
        """The declarations."""
        held: dict[str, Any] = self.files["story.yaml"]
        return held

    def _fresh(self) -> str:
        self._new += 1
        return f"new{self._new}_{self.chance.randrange(1_000_000)}"

    def _pick(self, values: Any) -> Any:  # noqa: ANN401  # an element of anything
        held = list(values)
        return self.chance.choice(held) if held else None

    def scenes(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield file, full id and content of every scene."""
        for file, scenes in self.files.items():
            if file.startswith("scenes/"):
                for key, scene in scenes.items():
                    yield file, f"{file[7:-5]}.{key}", scene

    def choices(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield full id, key, and the mapping that holds it, of every choice."""
        for _, scene, content in self.scenes():
            yield from self._choices(scene, content)

    def _choices(self, owner: str, content: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
        held: dict[str, Any] = content.get("choices") or {}
        for key, choice in held.items():
            yield f"{owner}.{key}", key, held
            yield from self._choices(f"{owner}.{key}", choice)

    def _ids(self) -> list[str]:
        return [scene for _, scene, _ in self.scenes()]

    # -- changing names everywhere -------------------------------------------------------------------------------------

    def _map(self, change: Callable[[str], str]) -> None:
        """Change every text that is a value."""

        def mapped(node: Any) -> Any:  # noqa: ANN401  # any node
            if isinstance(node, dict):
                return {
                    key: mapped(value) if key not in ("was", "words_were") else value for key, value in node.items()
                }
            if isinstance(node, list):
                return [mapped(each) for each in node]
            return change(node) if isinstance(node, str) else node

        self.files = mapped(self.files)

    def _rename_words(self, old: str, new: str) -> None:
        pattern = re.compile(rf"(?<![\w.])(in_)?{re.escape(old)}(?!\w)")
        self._map(lambda text: pattern.sub(rf"\g<1>{new}" if "." not in old else new, text))

    def _scrub(self, pattern: str) -> None:
        """Take out everything that speaks of a name."""
        names = re.compile(pattern)

        def scrubbed(node: Any, key: str = "") -> Any:  # noqa: ANN401  # any node
            if isinstance(node, dict):
                held = {name: scrubbed(value, name) for name, value in node.items()}
                return {name: value for name, value in held.items() if value is not None and value != []}
            if isinstance(node, list):
                parts = [scrubbed(each, key) for each in node]
                return [
                    each
                    for each in parts
                    if each is not None and not (isinstance(each, dict) and key == "do" and "do" not in each)
                ]
            if not isinstance(node, str) or not names.search(node) or key in ("was", "words_were"):
                return node
            if key in CONDITIONS:
                return "true"
            return None if key in ("do", "pack", "fits", "at", "cutaway", "counts", "status") else "Words"

        self.files = {
            file: scrubbed(value) if file != "story.yaml" else {
                name: scrubbed(part, name) if name not in ("id", "title", "version", "start") else part
                for name, part in value.items()
            }
            for file, value in self.files.items()
        }  # fmt: skip
        self.story["groups"] = {
            name: [item for item in group if item in self.story.get("items", {})]
            for name, group in self.story.get("groups", {}).items()
        }

    @staticmethod
    def _renamed_key(held: dict[str, Any], old: str, new: str) -> dict[str, Any]:
        return {new if key == old else key: value for key, value in held.items()}

    # -- scenes and choices --------------------------------------------------------------------------------------------

    def _rename_scene(self, *, says: bool) -> bool:
        file, scene, _ = self._pick(self.scenes())
        chapter, _, key = scene.partition(".")
        new = self._fresh()
        held = self._renamed_key(self.files[file], key, new)
        if says:
            held[new] = {**held[new], "was": [*_listed(held[new].get("was")), scene]}
        self.files[file] = held
        self.renames.rename(self.renames.ids, scene, f"{chapter}.{new}", says=says)
        self._bare(file, key, new)
        self._rename_words(scene, f"{chapter}.{new}")
        return True

    def _bare(self, file: str, key: str, new: str) -> None:
        """Change the bare key of a scene where its own chapter, or the declarations, lead there."""

        def mapped(node: Any, name: str = "") -> Any:  # noqa: ANN401  # any node
            if isinstance(node, dict):
                return {each: mapped(value, each) for each, value in node.items()}
            if isinstance(node, list):
                return [mapped(each, name) for each in node]
            if node == key and name in ("goto", "cutaway"):
                return new
            return re.sub(rf"seen\({key}\)", f"seen({new})", node) if isinstance(node, str) else node

        self.files[file] = mapped(self.files[file])

    def rename_scene_and_say_so(self) -> bool:
        """Rename a scene, with `was`."""
        return self._rename_scene(says=True)

    def rename_scene(self) -> bool:
        """Rename a scene, without `was`."""
        return self._rename_scene(says=False)

    def delete_scene(self) -> bool:
        """Delete a scene; what led there leads to another."""
        file, scene, _ = self._pick(self.scenes())
        key = scene.partition(".")[2]
        self._bare(file, key, scene.partition(".")[0] + "." + key)
        others = [each for each in self._ids() if each != scene]
        if not others or self.story.get("start") == scene:
            return False
        del self.files[file][key]
        self.renames.forget(self.renames.ids, scene)
        self._map(lambda text: re.sub(rf"(seen|taken)\({re.escape(scene)}(\.[\w.]+)?\)", "true", text))
        other = self.chance.choice(others)
        self._map(lambda text: other if text == scene else text)
        if not self.files[file]:
            del self.files[file]
        return True

    def _rename_choice(self, *, says: bool) -> bool:
        picked = self._pick(self.choices())
        if picked is None:
            return False
        choice, key, held = picked
        new = self._fresh()
        renamed = self._renamed_key(held, key, new)
        held.clear()
        held.update(renamed)
        present = choice.rpartition(".")[0] + "." + new
        if says:
            held[new]["was"] = [*_listed(held[new].get("was")), choice]
        self.renames.rename(self.renames.ids, choice, present, says=says)
        self._rename_words(choice, present)
        return True

    def rename_choice_and_say_so(self) -> bool:
        """Rename a choice, with `was`."""
        return self._rename_choice(says=True)

    def rename_choice(self) -> bool:
        """Rename a choice, without `was`."""
        return self._rename_choice(says=False)

    def delete_choice(self) -> bool:
        """Delete a choice."""
        picked = self._pick(self.choices())
        if picked is None or len(picked[2]) < 2:
            return False
        del picked[2][picked[1]]
        self.renames.forget(self.renames.ids, picked[0])
        choice = re.escape(picked[0])
        self._map(lambda text: re.sub(rf"taken\({choice}(\.[\w.]+)?\)", "true", text))
        return True

    def reorder(self) -> bool:
        """Shuffle the variables, places, items and words, the scenes and the choices."""
        self.story.update(
            {name: self._shuffled(self.story[name]) for name in ("variables", "places", "items") if name in self.story}
        )
        for name, variable in self.story.get("variables", {}).items():
            held = variable["words"] if isinstance(variable, dict) and "words" in variable else variable
            if isinstance(held, list):
                start = variable.get("start", held[0]) if isinstance(variable, dict) else held[0]
                was = (
                    {}
                    if not isinstance(variable, dict)
                    else {key: variable[key] for key in ("was", "words_were") if key in variable}
                )
                self.story["variables"][name] = {"words": self.chance.sample(held, len(held)), "start": start, **was}
        for file in [file for file in self.files if file.startswith("scenes/")]:
            self.files[file] = self._shuffled(self.files[file])
        return True

    def _shuffled(self, held: dict[str, Any]) -> dict[str, Any]:
        return dict(self.chance.sample(list(held.items()), len(held)))

    def reword(self) -> bool:
        """Change words that are only read."""
        _, _, scene = self._pick(self.scenes())
        scene["title"] = f"Title {self.chance.randrange(100)}"
        return True

    # -- where it goes -------------------------------------------------------------------------------------------------

    def lead_elsewhere(self) -> bool:
        """Let a choice, or a scene, lead to another scene."""
        holders = [held[key] for _, key, held in self.choices() if "goto" in held[key]]
        holders += [scene for _, _, scene in self.scenes() if "goto" in scene]
        holder = self._pick(holders)
        if holder is None:
            return False
        holder["goto"] = self.chance.choice(self._ids())
        return True

    def toggle_once(self) -> bool:
        """Let a choice be taken once only, or as often as one likes."""
        picked = self._pick(self.choices())
        if picked is None:
            return False
        held = picked[2][picked[1]]
        if held.pop("once", None) is None:
            held["once"] = True
        return True

    def toggle_cutaway(self) -> bool:
        """Let a choice play a cutaway first, or no more."""
        picked = self._pick(self.choices())
        entries = [held[key]["cutaway"] for _, key, held in self.choices() if "cutaway" in held[key]]
        if picked is None or not entries:
            return False
        held = picked[2][picked[1]]
        if held.pop("cutaway", None) is None and "choices" not in held and "return" not in held:
            held["cutaway"] = self.chance.choice(entries)
        return True

    def change_effects(self) -> bool:
        """Give a scene or a choice another effect, or take one away."""
        holders = [held[key] for _, key, held in self.choices()] + [scene for _, _, scene in self.scenes()]
        holder = self._pick(holders)
        if holder is None or self.chance.random() < 0.4:
            return holder is not None and holder.pop("do", None) is not None
        effects = []
        for name, variable in self.story.get("variables", {}).items():
            words = variable.get("words") if isinstance(variable, dict) else variable
            is_counter = ".." in str(variable)
            effects.append(
                f"{name} = {self.chance.choice(words)}"
                if isinstance(words, list)
                else f"{name} += 1"
                if is_counter
                else f"{name} = true"
            )
        for item, about in self.story.get("items", {}).items():
            effects.append(f"lose({item})")
            effects += [f"put({item}, {place})" for place in about.get("fits", self.story["places"])]
        effects += [
            f"leave({name})"
            for name, place in self.story.get("places", {}).items()
            if place.get("leavable") in ("true", True)
        ]
        if not effects:
            return False
        holder["do"] = [*_listed(holder.get("do")), self.chance.choice(effects)]
        return True

    def add_redirect(self) -> bool:
        """Let a scene lead on under a condition."""
        _, _, scene = self._pick(self.scenes())
        flag = next((name for name, about in self.story.get("variables", {}).items() if about == "flag"), None)
        if flag is None:
            return False
        when = self.chance.choice((flag, f"not {flag}"))
        scene["redirects"] = [{"when": when, "goto": self.chance.choice(self._ids())}, *scene.get("redirects", [])]
        return True

    def change_kind(self) -> bool:
        """Make a scene an ending, a death, or neither."""
        _, _, scene = self._pick(self.scenes())
        for key in ("ending", "fall", "choices", "goto", "return", "cutaway", "pack"):
            scene.pop(key, None)
        kind = self.chance.choice(("ending", "fall", "goto"))
        scene[kind] = {"ending": {"title": "Over"}, "fall": True, "goto": self.chance.choice(self._ids())}[kind]
        return True

    def start_elsewhere(self) -> bool:
        """Let the story, or a death that stands, begin elsewhere."""
        if "falls" in self.story and self.chance.random() < 0.5:
            self.story["falls"]["goto"] = self.chance.choice(self._ids())
        else:
            self.story["start"] = self.chance.choice(self._ids())
        return True

    # -- variables -----------------------------------------------------------------------------------------------------

    def _rename_variable(self, *, says: bool) -> bool:
        name = self._pick(self.story.get("variables", {}))
        if name is None:
            return False
        new = self._fresh()
        about = self.story["variables"][name]
        if says:
            was = [*_listed(about.get("was") if isinstance(about, dict) else None), name]
            about = {
                **(
                    about
                    if isinstance(about, dict)
                    else {"words": about}
                    if isinstance(about, list)
                    else {}
                    if about == "flag"
                    else {"range": about}
                ),
                "was": was,
            }
        self.story["variables"] = {
            new if key == name else key: about if key == name else value
            for key, value in self.story["variables"].items()
        }
        self.renames.variable_renamed(name, new, says=says)
        self._rename_words(name, new)
        return True

    def rename_variable_and_say_so(self) -> bool:
        """Rename a variable, with `was`."""
        return self._rename_variable(says=True)

    def rename_variable(self) -> bool:
        """Rename a variable, without `was`."""
        return self._rename_variable(says=False)

    def delete_variable(self) -> bool:
        """Delete a variable."""
        name = self._pick(self.story.get("variables", {}))
        if name is None:
            return False
        del self.story["variables"][name]
        self.renames.forget(self.renames.variables, name)
        self._scrub(rf"(?<![\w.]){name}(?!\w)")
        return True

    def add_variable(self) -> bool:
        """Declare another variable before the others."""
        about = self.chance.choice(("flag", "0..3", {"range": "0..3", "start": "2"}, ["one", "two"]))
        self.story["variables"] = {self._fresh(): about, **self.story.get("variables", {})}
        return True

    def change_range(self) -> bool:
        """Give a counter another range, and perhaps another start; or make it a flag of nothing."""
        counters = [name for name, about in self.story.get("variables", {}).items() if ".." in str(about)]
        name = self._pick(counters)
        if name is None:
            return False
        low = self.chance.choice((-2, -1, 0, 0, 1))
        high = low + self.chance.choice((1, 1, 2, 3, 80))
        about = self.story["variables"][name]
        was = {"was": about["was"]} if isinstance(about, dict) and "was" in about else {}
        self.story["variables"][name] = {"range": f"{low}..{high}", "start": str(self.chance.randint(low, high)), **was}
        return True

    def change_words(self) -> bool:
        """Put a word first, take one out, or call one otherwise, with `words_were` or without."""
        sets = [name for name, about in self.story.get("variables", {}).items() if _words_of(about)]
        name = self._pick(sets)
        if name is None:
            return False
        about = self.story["variables"][name]
        words, long = list(_words_of(about)), dict(about) if isinstance(about, dict) else {}
        kind, word = self.chance.choice(("add", "delete", "rename", "say")), self.chance.choice(words)
        if kind == "add":
            words.insert(0, self._fresh())
            long.setdefault("start", words[1])
        elif kind == "delete":
            if len(words) < 3:
                return False
            words.remove(word)
            long.get("words_were", {}).pop(word, None)
            long["start"] = self.chance.choice(words)
            self.renames.word_deleted(name, word)
            self._scrub(rf"(?<![\w.]){word}(?!\w)")
        else:
            new = self._fresh()
            words[words.index(word)] = new
            were = {new if key == word else key: value for key, value in long.get("words_were", {}).items()}
            if kind == "say":
                were[new] = [*_listed(were.get(new)), word]
            self.renames.word_renamed(name, word, new, says=kind == "say")
            long |= {"words_were": were} if were else {}
            self._rename_words(word, new)
            long["start"] = new if long.get("start") == word else long.get("start", words[0])
        self.story["variables"][name] = {**long, "words": words}
        return True

    # -- things --------------------------------------------------------------------------------------------------------

    def _rename_thing(self, table: str, renames: dict[str, str], *, says: bool) -> bool:
        name = self._pick(self.story.get(table, {}))
        if name is None:
            return False
        new = self._fresh()
        self.story[table] = self._renamed_key(self.story[table], name, new)
        self._rename_words(name, new)
        if says:
            about = self.story[table][new]
            about["was"] = [*_listed(about.get("was")), name]
        self.renames.rename(renames, name, new, says=says)
        return True

    def rename_item_and_say_so(self) -> bool:
        """Rename an item, with `was`."""
        return self._rename_thing("items", self.renames.items, says=True)

    def rename_item(self) -> bool:
        """Rename an item, without `was`."""
        return self._rename_thing("items", self.renames.items, says=False)

    def rename_place_and_say_so(self) -> bool:
        """Rename a place, with `was`."""
        return self._rename_thing("places", self.renames.places, says=True)

    def rename_place(self) -> bool:
        """Rename a place, without `was`."""
        return self._rename_thing("places", self.renames.places, says=False)

    def delete_item(self) -> bool:
        """Delete an item."""
        name = self._pick(self.story.get("items", {}))
        if name is None or len(self.story["items"]) < 2:
            return False
        del self.story["items"][name]
        self.renames.forget(self.renames.items, name)
        self._scrub(rf"(?<![\w.]){name}(?!\w)")
        return True

    def delete_place(self) -> bool:
        """Delete a place."""
        name = self._pick(self.story.get("places", {}))
        if name is None or len(self.story["places"]) < 2:
            return False
        del self.story["places"][name]
        self.renames.forget(self.renames.places, name)
        self._scrub(rf"(?<![\w.])(in_)?{name}(?!\w)")
        return True

    def add_things(self) -> bool:
        """Put a place before the others, and an item into one of them."""
        if "places" not in self.story:
            return False
        self.story["places"] = {
            self._fresh(): {"title": "A new place", "capacity": str(self.chance.randint(0, 3))}, **self.story["places"],
        }  # fmt: skip
        about = {"title": "A new thing", "size": "1", "at": self.chance.choice(list(self.story["places"]))}
        self.story["items"] = {self._fresh(): about, **self.story.get("items", {})}
        return True

    def change_things(self) -> bool:
        """Change how much a place holds, how large an item is, where it fits, where it begins, what can be left."""
        if not self.story.get("items"):
            return False
        place = self.story["places"][self.chance.choice(list(self.story["places"]))]
        item = self.story["items"][self.chance.choice(list(self.story["items"]))]
        kind = self.chance.choice(("capacity", "size", "fits", "at", "leavable", "carried"))
        if kind == "capacity":
            place["capacity"] = str(self.chance.randint(0, 3))
        elif kind == "size":
            item["size"] = str(self.chance.randint(0, 3))
        elif kind == "fits":
            item["fits"] = self.chance.sample(list(self.story["places"]), 1)
            item.pop("at", None)
        elif kind == "at":
            item["at"] = self.chance.choice(list(item.get("fits", self.story["places"])))
        else:
            place[kind] = place.get(kind) not in ("true", True)
        return True


def _listed(value: Any) -> list[Any]:  # noqa: ANN401  # what stands under a key
    return value if isinstance(value, list) else [] if value is None else [value]


def _words_of(about: Any) -> list[str]:  # noqa: ANN401  # a declaration of a variable
    words = about.get("words") if isinstance(about, dict) else about
    return words if isinstance(words, list) else []


HARMLESS = (
    Editor.rename_scene_and_say_so, Editor.rename_choice_and_say_so, Editor.rename_variable_and_say_so,
    Editor.rename_item_and_say_so, Editor.rename_place_and_say_so, Editor.reword, Editor.reorder, Editor.add_variable,
)  # fmt: skip
"""The edits after which nothing is otherwise for a player."""

EDITS = (
    *HARMLESS, Editor.rename_scene, Editor.delete_scene, Editor.rename_choice, Editor.delete_choice,
    Editor.lead_elsewhere, Editor.toggle_once, Editor.toggle_cutaway, Editor.change_effects, Editor.change_effects,
    Editor.add_redirect, Editor.change_kind, Editor.start_elsewhere, Editor.rename_variable, Editor.delete_variable,
    Editor.change_range, Editor.change_words, Editor.change_words, Editor.rename_item, Editor.rename_place,
    Editor.delete_item, Editor.delete_place, Editor.add_things, Editor.change_things, Editor.change_things,
)  # fmt: skip
