"""The plain walk, for tests only: every state by itself, through the machine that plays the game."""
