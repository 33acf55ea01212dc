"""What is found out by playing: coverage, suggestions, walkthroughs, statistics."""
