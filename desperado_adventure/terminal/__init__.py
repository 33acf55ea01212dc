"""The shell: what the player sees and types. The only room that knows Rich and the key library."""
