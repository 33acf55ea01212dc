"""The story as a graph of points and edges: what can happen where, and what each point has to know."""
