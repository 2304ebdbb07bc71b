"""Tests of a team's rights on a real server, signed in as each person's own role."""
