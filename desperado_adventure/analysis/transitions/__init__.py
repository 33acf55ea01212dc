"""The story as a graph of points and edges, and the values that must be told apart at each point."""
