"""The oracle of the proof, for tests only: a plain walk over single states, with the machine that plays the game."""
