"""The commands of `desperado`: one module for each, named as the command, and modules that several of them share."""
