"""The prover that walks state by state, in sets of packed states."""
