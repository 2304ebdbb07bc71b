"""A workspace that a team shares on PostgreSQL: names, roles, sessions and the rights kept by the server."""
