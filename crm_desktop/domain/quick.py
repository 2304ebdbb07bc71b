"""What every call makes many of, made in half the time: frozen dataclasses, and JSON."""

from __future__ import annotations

import json.encoder
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, TypeVar

T = TypeVar("T")


def quick(kind: type[T]) -> type[T]:
    """Give a frozen dataclass with slots an `__init__` that sets its slots themselves.

    The one it has looks up `object.__setattr__` for each field, and that the field. Says and does the same.
    """
    known: dict[str, Any] = {"not_given": object()}
    parts, lines = [], []
    for field in fields(kind):  # type: ignore[arg-type]
        name, value = field.name, field.name
        assert field.init, name
        assert not field.kw_only, name
        known[f"set_{name}"] = kind.__dict__[name].__set__
        known[f"default_{name}"] = field.default
        known[f"make_{name}"] = field.default_factory
        if field.default_factory is not MISSING:
            parts.append(f"{name}=not_given")
            value = f"make_{name}() if {name} is not_given else {name}"
        else:
            parts.append(name if field.default is MISSING else f"{name}=default_{name}")
        lines.append(f"    set_{name}(self, {value})\n")
    if hasattr(kind, "__post_init__"):
        lines.append("    self.__post_init__()\n")
    exec(f"def __init__(self, {', '.join(parts)}):\n{''.join(lines)}", known)  # noqa: S102  our own names
    made = known["__init__"]
    made.__annotations__ = kind.__init__.__annotations__
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    setattr(kind, "__init__", made)  # noqa: B010  mypy knows no other way
    return kind


def quick_encoder(encoder: json.JSONEncoder) -> Callable[[Any], str]:
    """What `encoder.encode` does for dicts and lists that don't hold themselves.

    That makes its C encoder anew at each call; this one is made once, where Python has it.
    """
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return encoder.encode
    quote = json.encoder.encode_basestring_ascii if encoder.ensure_ascii else json.encoder.encode_basestring
    parts = make(
        None,
        encoder.default,
        quote,
        None,
        encoder.key_separator,
        encoder.item_separator,
        encoder.sort_keys,
        encoder.skipkeys,
        encoder.allow_nan,
    )
    return lambda value: "".join(parts(value, 0))
