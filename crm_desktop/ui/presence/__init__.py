"""Presence on the screen: the strip of a day, its list, and the alert of a break that takes too long."""
