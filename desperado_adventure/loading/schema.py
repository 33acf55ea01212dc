"""The JSON Schema of the story files, made from the same tables that the reader uses (JSON Schema draft 2020-12).

One schema serves all files: `# yaml-language-server: $schema=…#/$defs/scenes` names the part for a chapter file,
`…#/$defs/story` the one for story.yaml, and so on.
"""

from __future__ import annotations

from typing import TypeAlias

from ..model.shared_ids import HERE
from . import keys
from .keys import KeyKind

Schema: TypeAlias = "dict[str, object]"

_ID = "^[a-z][a-z0-9_]*$"
_WORDS: Schema = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
_VARIABLE: Schema = {
    "oneOf": [
        {"const": "flag"},
        {"type": "string", "pattern": r"^-?\d+\.\.-?\d+$"},
        {"type": "array", "items": {"type": "string", "pattern": _ID}, "minItems": 2},
        {"$ref": "#/$defs/variable"},
    ]
}
_EFFECTS: Schema = {"type": "array", "items": {"oneOf": [{"type": "string"}, {"$ref": "#/$defs/effect"}]}}
_KINDS: dict[KeyKind, Schema] = {
    KeyKind.TEXT: _SCALAR,
    KeyKind.LINE: _SCALAR,
    KeyKind.WORD: _SCALAR,
    KeyKind.RANGE: {"type": "string", "pattern": r"^-?\d+\.\.-?\d+$"},
    KeyKind.PICTURE: {"type": "string"},
    KeyKind.QUATRAINS: {"type": "string"},
    KeyKind.CONDITION: {"type": ["string", "boolean"]},
    KeyKind.SCENE: {"type": "string"},
    KeyKind.CLAIM: {"type": "string"},
    KeyKind.WORDS: _WORDS,
    KeyKind.FLAG: {"type": "boolean"},
    KeyKind.NUMBER: {"type": "integer"},
    KeyKind.LINES: {"type": "array", "items": {"type": "string"}},
    KeyKind.EFFECTS: _EFFECTS,
    KeyKind.PROSE: {
        "oneOf": [_SCALAR, {"type": "array", "items": {"oneOf": [{"type": "string"}, {"$ref": "#/$defs/paragraph"}]}}]
    },
    KeyKind.VERSE: {
        "oneOf": [
            {"type": "string"},
            {"type": "array", "items": {"oneOf": [{"type": "string"}, {"$ref": "#/$defs/paragraph"}]}},
        ]
    },
    KeyKind.GOTO: {
        "oneOf": [
            {"type": "string"},
            {"type": "array", "items": {"oneOf": [{"type": "string"}, {"$ref": "#/$defs/way"}]}},
        ]
    },
    KeyKind.SHARED: {"$ref": "#/$defs/shared_choices"},
    KeyKind.SAID: {"oneOf": [_SCALAR, {"type": "object", "additionalProperties": _SCALAR}]},
    KeyKind.THEN: {"$ref": "#/$defs/scene"},
    KeyKind.CHOICES: {"$ref": "#/$defs/choices"},
    KeyKind.REDIRECTS: {"type": "array", "items": {"$ref": "#/$defs/redirect"}},
    KeyKind.STEPS: {"type": "array", "items": {"oneOf": [{"type": "string"}, {"$ref": "#/$defs/step"}]}},
    KeyKind.VARIABLE: _VARIABLE,
    KeyKind.DEFINITION: {"oneOf": [{"type": ["string", "boolean", "integer"]}, _EFFECTS]},
}


def _key(key: keys.Key) -> Schema:
    value = _KINDS.get(key.kind, {"$ref": f"#/$defs/{key.kind}"})
    return {"type": "object", "additionalProperties": value} if key.by_id else value


def _table(table: dict[str, keys.Key]) -> Schema:
    properties = {name: {"description": key.about, **_key(key)} for name, key in table.items()}
    needed = [name for name, key in table.items() if key.needed]
    schema: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**schema, "required": needed} if needed else schema


def story_schema() -> Schema:
    """Return the schema; the whole describes a chapter file, `$defs` the other files and their parts."""
    parts: dict[str, Schema] = {name: _table(table) for name, table in keys.TABLES.items()}
    by_id: Schema = {"type": "object", "propertyNames": {"pattern": _ID}}
    here: Schema = {HERE: {"description": "Choices that all scenes of the chapter share.", **_KINDS[KeyKind.SHARED]}}
    parts["scenes"] = {**by_id, "properties": here, "additionalProperties": {"$ref": "#/$defs/scene"}}
    shared = {name: key for name, key in keys.CHOICE.items() if name not in keys.NOT_SHARED}
    parts["shared_choices"] = {**by_id, "additionalProperties": _table(shared)}
    parts["choices"] = {**by_id, "additionalProperties": {"$ref": "#/$defs/choice"}}
    parts["step"] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "move": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
            "expect": {"$ref": "#/$defs/expect"},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A chapter of a Desperado story: scenes by key",
        "$ref": "#/$defs/scenes",
        "$defs": parts,
    }
