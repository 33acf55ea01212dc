"""Exports of stories, playthroughs and findings for other programs or for a browser: one module for each format."""
