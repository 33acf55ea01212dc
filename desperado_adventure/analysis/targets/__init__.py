"""What there is to reach in a story, and what each of it is called."""
