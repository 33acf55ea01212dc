"""From YAML files to a `Story` or a list of diagnostics. The only room that imports yaml.

A public name is imported on first use, so that a start from the cache does not wait for the reader.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .assembly import Loaded, load_story, load_text
    from .claim_sentences import is_claim
    from .files import with_sources
    from .walkthroughs import load_walkthroughs

__all__ = ["Loaded", "is_claim", "load_story", "load_text", "load_walkthroughs", "with_sources"]
_HOMES = {
    "Loaded": "assembly",
    "is_claim": "claim_sentences",
    "load_story": "assembly",
    "load_text": "assembly",
    "load_walkthroughs": "walkthroughs",
    "with_sources": "files",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module  # noqa: PLC0415  # only on first use

    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
