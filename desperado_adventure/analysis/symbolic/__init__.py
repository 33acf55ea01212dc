"""The symbolic prover: it walks sets of states as decision diagrams."""
