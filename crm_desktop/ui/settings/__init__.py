"""The settings page: parts with load, check and save, each in a file of its own."""
