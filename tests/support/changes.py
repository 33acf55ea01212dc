"""The changes that the README's *How to carry on* speaks of, each as a small patch to the files that its list names."""

from typing import NamedTuple

MANUAL = "story/README.md"


class Change(NamedTuple):
    """A change: `heading` begins its list in the README, `name` the functions of `carry_on` that look at it.

    `patches` are, by file, pairs of what is there and what is to be there instead; "" stands for a file that is new.
    """

    name: str
    heading: str
    patches: dict[str, tuple[tuple[str, str], ...]]


FUNCTION = Change(
    "function",
    "**A condition function**",
    {
        "desperado_adventure/loading/condition_functions.py": (
            (
                "FUNCTIONS = (\n",
                """\
FUNCTIONS = (
    Function("nowhere", Lookup.items_read, partial(_is_in, place=-1), "nowhere(coin)", "the item is in no place"),
""",
            ),
        ),
        MANUAL: (
            (
                "| `warned` | the flag is true |\n",
                "| `warned` | the flag is true |\n| `nowhere(coin)` | the item is in no place |\n",
            ),
        ),
    },
)

KEY = Change(
    "key",
    "**A key of a scene**",
    {
        "desperado_adventure/loading/keys.py": (
            ("SCENE = {\n", 'SCENE = {\n    "dated": Key(KeyKind.TEXT, "When it happens."),\n'),
        ),
        "desperado_adventure/model/story.py": (('    art: str = ""\n', '    art: str = ""\n    dated: str = ""\n'),),
        "desperado_adventure/loading/scenes.py": (
            (
                "            art=self._art(",
                '            dated=self._shapes.line_of(given, "dated", ""),\n            art=self._art(',
            ),
        ),
        "desperado_adventure/terminal/turns.py": (
            ("[Heading(arrived.title,", "[Heading(_dated(machine, arrived.scene, arrived.title),"),
            ("[Heading(view.title,", "[Heading(_dated(machine, view.scene, view.title),"),
            (
                "def _card(",
                """\
def _dated(machine: Machine, scene: str, title: str) -> str:
    dated = machine.story.scenes[scene].dated
    return f"{title} ({dated})" if dated else title


def _card(""",
            ),
        ),
        MANUAL: (
            (
                "### A choice\n",
                """\
<!-- shows: scene.dated -->
```yaml
# scenes/bar.yaml
front: {dated: August 1995, text: You come in by the door., goto: town.street}
```

### A choice
""",
            ),
        ),
    },
)

DIAGNOSTIC = Change(
    "diagnostic",
    "**A diagnostic**",
    {
        "desperado_adventure/model/codes.py": (
            (
                "\nSCENE_NEVER_REACHED =",
                'CALLED_LIKE_CHAPTER = _warning("DA499", "scene called like its chapter")\n\nSCENE_NEVER_REACHED =',
            ),
        ),
        "desperado_adventure/loading/checks.py": (
            (
                "    _check_falls(story, problems)\n",
                """\
    _check_falls(story, problems)
    for scene in story.scenes.values():
        if scene.id == f"{scene.chapter}.{scene.chapter}":
            message = f"`{scene.id}` is called like its chapter."
            problems.report(codes.CALLED_LIKE_CHAPTER, scene.mark, message, "Name one of them differently.")
""",
            ),
        ),
        MANUAL: (
            (
                "### What the proof finds\n",
                """\
#### DA499: scene called like its chapter

A warning: in a list of ids it is hard to tell one from the other.

<!-- gives: DA499 -->
```yaml
# scenes/bar.yaml
bar: {text: It is open., ending: {title: Inside}}
```

### What the proof finds
""",
            ),
        ),
    },
)

FORMAT = Change(
    "format",
    "**A format to export**",
    {
        "desperado_adventure/exporting/graph_csv.py": (
            (
                "",
                '''\
"""The scene graph as CSV: a line for each edge."""

from ..analysis.playing.graph import Graph
from ..model.story import Story


def graph_csv(_story: Story, graph: Graph) -> str:
    """Return the edges: the scene in which each begins, and the one to which it leads."""
    return "".join(f"{edge.origin},{edge.target}\\n" for edge in graph.edges)
''',
            ),
        ),
        "desperado_adventure/commands/graph.py": (
            (
                "from ..exporting.graph_page",
                "from ..exporting.graph_csv import graph_csv\nfrom ..exporting.graph_page",
            ),
            ("_FORMATS = {\n", '_FORMATS = {\n    "csv": Format(_of_the_story(graph_csv)),\n'),
        ),
    },
)

CHANGES = (FUNCTION, KEY, DIAGNOSTIC, FORMAT)
