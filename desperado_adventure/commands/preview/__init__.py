"""The preview that `watch` shows to the author: his position in the story, ways to scenes, and the display."""
