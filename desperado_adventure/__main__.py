"""`python -m desperado_adventure` is the command `desperado`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
