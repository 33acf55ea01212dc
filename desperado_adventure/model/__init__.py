"""The values that a story, a state, an expression and a diagnostic are: frozen, without files, keys or clocks."""
