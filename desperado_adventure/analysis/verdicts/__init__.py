"""The proof, its certificate, and its findings, each with the choices that lead to it."""
