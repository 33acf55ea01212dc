"""The commands of `desperado`: one module each, named as the command; what several of them share stands beside them."""
