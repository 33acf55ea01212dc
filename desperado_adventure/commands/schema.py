"""The command `schema`: prints the JSON Schema of the story files, for the author's editor."""

from __future__ import annotations

import argparse
import sys

from ..loading.schema import story_schema
from ..model.json_text import json_text
from .exits import ExitCode


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Declare no argument."""


def run(_options: argparse.Namespace) -> ExitCode:
    """Print the schema."""
    sys.stdout.write(schema_text())
    return ExitCode.FINE


def schema_text() -> str:
    """Return the schema as JSON."""
    return json_text(story_schema(), indent=2) + "\n"
