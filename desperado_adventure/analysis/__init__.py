"""What can be said about a story without playing it: the proof, and the plain walk that it is checked against."""
