"""Reading the files people bring: CSV, workbooks, vCards and pasted cells."""

from __future__ import annotations

from .base import Kind, Oddities, OpenOptions, Row, Source, Table
from .opening import open_source

__all__ = ["Kind", "Oddities", "OpenOptions", "Row", "Source", "Table", "open_source"]
