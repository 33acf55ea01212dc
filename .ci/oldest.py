"""Prints the oldest dependencies that pyproject.toml allows, for the program and its tests, one a line for pip."""

import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
for requirement in (*project["dependencies"], *project["optional-dependencies"]["test"]):
    name, bound = requirement.split(">=")  # whoever adds a requirement without a lower bound hears of it here
    print(f"{name}=={bound}")  # noqa: T201  # pip reads it
