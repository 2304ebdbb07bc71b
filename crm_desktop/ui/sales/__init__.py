"""The sales page."""
