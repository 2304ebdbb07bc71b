"""A frozen dataclass with all that is in it, as JSON and back: what a screen showed, kept for later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

T = TypeVar("T")


def frozen(value: Any) -> str:
    """The JSON of a dataclass."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def thawed(kind: type[T], text: str) -> T:
    """What `frozen` wrote; ValueError, KeyError or TypeError when it was written by a program too different.

    A field that is missing takes its default.
    """
    made: T = _value(kind, json.loads(text))
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):  # or a datetime, which is one
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(_plain(each) for each in value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    return value


def _value(hint: Any, plain: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        kinds = get_args(hint)
        if plain is None and NoneType in kinds:
            return None
        others = [kind for kind in kinds if kind is not NoneType]
        return _value(others[0], plain) if len(others) == 1 else plain  # several: plain ones all
    if origin in (tuple, frozenset, list):
        return _many(origin, get_args(hint), plain)
    if origin in (dict, Mapping):
        return {name: _value(get_args(hint)[1], each) for name, each in plain.items()}
    if origin is Literal or hint is Any or hint is object:
        return plain
    if isinstance(hint, type) and is_dataclass(hint):
        known = _hints(hint)
        return hint(**{name: _value(known[name], each) for name, each in plain.items() if name in known})
    if hint is UUID:
        return UUID(plain)
    if hint is datetime or hint is date:
        return hint.fromisoformat(plain)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(plain)
    return plain


def _many(origin: Any, kinds: tuple[Any, ...], plain: list[Any]) -> Any:
    if origin is tuple and not (len(kinds) == 2 and kinds[1] is Ellipsis):
        return tuple(_value(kind, each) for kind, each in zip(kinds, plain, strict=True))
    return origin(_value(kinds[0], each) for each in plain)


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
