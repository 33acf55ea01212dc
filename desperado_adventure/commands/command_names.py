"""The names of the commands, each with its line in `desperado --help`.

Each command is the module of that name in this package. It has two functions: `add_arguments(parser)` declares its
arguments, and `run(options)` does its work and returns the exit code. `cli.py` imports only the module that is needed.
"""

COMMANDS = {
    "play": "play the story (what `desperado` alone does)",
    "saves": "list, show, check, keep, restore, export, import or delete saved games",
    "corrido": "print the corrido of a saved playthrough",
    "check": "say everything that is wrong with a story, and prove what can be proved",
    "ask": "find a state of a story that fits, or say whether a claim is true, with the choices",
    "test": "run the walkthroughs of a story",
    "graph": "draw the scene graph",
    "stats": "count words, choices and minutes, and the odds of each ending",
    "new": "write a small story that checks clean, to start from",
    "watch": "show scenes while they are written: reads the story again on every save",
    "schema": "print the JSON Schema of the story files",
    "replay": "play a log again and print its transcript",
}
