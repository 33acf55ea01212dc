"""The JSON Schema of the story files, made from the same tables that the reader uses (JSON Schema draft 2020-12).

One schema serves all files: `# yaml-language-server: $schema=…#/$defs/scenes` names the part for a chapter file,
`…#/$defs/story` the one for story.yaml, and so on.
"""

from __future__ import annotations

from typing import TypeAlias

from . import keys

Schema: TypeAlias = "dict[str, object]"

_ID = "^[a-z][a-z0-9_]*$"
_WORDS: Schema = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
_KINDS: dict[str, Schema] = {
    "text": _SCALAR,
    "line": _SCALAR,
    "word": _SCALAR,
    "range": {"type": "string", "pattern": r"^-?\d+\.\.-?\d+$"},
    "picture": {"type": "string"},
    "quatrains": {"type": "string"},
    "condition": {"type": ["string", "boolean"]},
    "scene": {"type": "string"},
    "words": _WORDS,
    "flag": {"type": "boolean"},
    "number": {"type": "integer"},
    "line list": {"type": "array", "items": {"type": "string"}},
    "effects": {"type": "array", "items": {"oneOf": [{"type": "string"}, {"$ref": "#/$defs/effect"}]}},
    "prose": {
        "oneOf": [_SCALAR, {"type": "array", "items": {"oneOf": [{"type": "string"}, {"$ref": "#/$defs/paragraph"}]}}]
    },
    "verse": {
        "oneOf": [
            {"type": "string"},
            {"type": "array", "items": {"oneOf": [{"type": "string"}, {"$ref": "#/$defs/paragraph"}]}},
        ]
    },
    "choices": {"$ref": "#/$defs/choices"},
    "redirects": {"type": "array", "items": {"$ref": "#/$defs/redirect"}},
    "steps": {"type": "array", "items": {"oneOf": [{"type": "string"}, {"$ref": "#/$defs/step"}]}},
}
_VARIABLE: Schema = {
    "oneOf": [
        {"const": "flag"},
        {"type": "string", "pattern": r"^-?\d+\.\.-?\d+$"},
        {"type": "array", "items": {"type": "string", "pattern": _ID}, "minItems": 2},
        {"$ref": "#/$defs/variable"},
    ]
}


def _kind(kind: str) -> Schema:
    if kind.endswith("*"):
        inner = _VARIABLE if kind == "variable*" else _kind(kind[:-1])
        return {"type": "object", "additionalProperties": inner}
    if kind in _KINDS:
        return _KINDS[kind]
    return {"$ref": f"#/$defs/{kind}"}


def _table(table: dict[str, keys.Key]) -> Schema:
    properties = {name: {"description": key.about, **_kind(key.kind)} for name, key in table.items()}
    needed = [name for name, key in table.items() if key.needed]
    schema: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**schema, "required": needed} if needed else schema


def story_schema() -> Schema:
    """Return the schema; the whole describes a chapter file, `$defs` the other files and their parts."""
    parts: dict[str, Schema] = {name: _table(table) for name, table in keys.TABLES.items()}
    by_id: Schema = {"type": "object", "propertyNames": {"pattern": _ID}}
    parts["scenes"] = {**by_id, "additionalProperties": {"$ref": "#/$defs/scene"}}
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
