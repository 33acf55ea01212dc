"""The targets: everything in a story that can be reached or shown, with names for authors."""
