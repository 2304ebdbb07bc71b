"""Statements compiled once a run of tests, not anew for each test's own store."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

_MOST = 1500  # an engine of its own keeps 500
_compiled: LRUCache[Any, Any] = LRUCache(_MOST)


class _Shared:
    """What an engine takes for its own cache; engines of one kind find what any of them compiled."""

    def __init__(self, engine: Engine) -> None:
        self._dialect = engine.dialect

    def _key(self, key: tuple[Any, ...]) -> tuple[Any, ...]:
        dialect = self._dialect
        return (type(dialect), dialect.dbapi, dialect.server_version_info, *key[1:])

    def get(self, key: tuple[Any, ...]) -> Any:
        """The compiled statement, None where nobody has met it."""
        return _compiled.get(self._key(key))

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        _compiled[self._key(key)] = compiled


class _Place:
    """Where an engine keeps what it compiled: with all others of its kind."""

    def __get__(self, engine: Engine, kind: type[Engine] | None = None) -> _Shared:
        return _Shared(engine)

    def __set__(self, engine: Engine, own: object) -> None:
        """Its own, which stays empty, is let go."""


def compile_once() -> None:
    """From here on engines share: a program's engine lives for months, a test's for a moment."""
    Engine._compiled_cache = _Place()  # type: ignore[assignment]
