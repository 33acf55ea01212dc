"""The prover that walks sets of states as decision diagrams."""
