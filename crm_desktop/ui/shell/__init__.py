"""The window around the pages: rail, header, notices, status line, acts and their keys."""
