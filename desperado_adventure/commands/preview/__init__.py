"""The author's preview, which `watch` shows: where he is in the story, how he gets to a scene, what he reads."""
