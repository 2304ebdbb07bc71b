"""What is made quickly is what it would be otherwise."""

from __future__ import annotations

import inspect
import json
from dataclasses import FrozenInstanceError, dataclass, field, replace
from typing import Any

import pytest

from crm_desktop.domain.quick import quick, quick_encoder


@dataclass(frozen=True, slots=True)
class Plain:
    """As the standard library makes it."""

    name: str
    size: int = 3
    more: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError(self.name)


@quick
@dataclass(frozen=True, slots=True)
class Quick:
    """The same."""

    name: str
    size: int = 3
    more: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError(self.name)


@pytest.mark.parametrize("kind", [Plain, Quick])
def test_a_quick_dataclass_is_one_like_any(kind: Any) -> None:
    first, second = kind("a"), kind(name="a")
    assert first == second
    assert (first.name, first.size, first.more) == ("a", 3, [])
    assert first.more is not second.more
    assert replace(first, size=4) == kind("a", 4, [])
    assert list(inspect.signature(kind).parameters) == ["name", "size", "more"]
    with pytest.raises(ValueError, match="a"):
        kind("a", -1)
    for wrong in ((), ("a", 1, [], 2)):
        with pytest.raises(TypeError):
            kind(*wrong)
    with pytest.raises(FrozenInstanceError):
        first.size = 5


@pytest.mark.parametrize("is_ascii", [True, False])
def test_a_quick_encoder_writes_what_the_slow_one_does(is_ascii: bool) -> None:
    slow = json.JSONEncoder(default=str, sort_keys=True, ensure_ascii=is_ascii)
    for value in ({}, [], "सुनीता", {"b": [1, None, {"ü": 1.5}], "a": True}, {"x": object}, 7):
        assert quick_encoder(slow)(value) == slow.encode(value)
