"""YAML files in, a `Story` or a list of diagnostics out. The only room that knows YAML."""

from .story import Loaded, load_story, load_text
from .walkthroughs import load_walkthroughs

__all__ = ["Loaded", "load_story", "load_text", "load_walkthroughs"]
