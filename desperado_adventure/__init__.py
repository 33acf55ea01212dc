"""Desperado: a text adventure in the terminal, and the small engine it runs on."""

__version__ = "1.0.0"
