"""What a story, a state and an expression are: frozen values, no behaviour that needs a file, a key or a clock."""
