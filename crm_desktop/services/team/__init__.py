"""A team on one server: sharing a workspace and bringing it back, joining, opening, its people."""
