"""Files people ask for: under their name only when whole, one sentence when they can't be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.errors import Cancelled, UserError
from crm_desktop.services.whole_file import whole_file


def test_it_appears_when_it_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "leads.csv"
    out.write_text("of before")
    with whole_file(out) as part:
        part.write_text("new")
        assert out.read_text() == "of before"
    assert out.read_text() == "new"
    assert [f.name for f in tmp_path.iterdir()] == ["leads.csv"]


@pytest.mark.parametrize("stopped_by", [Cancelled, UserError, RuntimeError])
def test_what_is_stopped_leaves_everything_as_it_was(tmp_path: Path, stopped_by: type[Exception]) -> None:
    out = tmp_path / "leads.csv"
    out.write_text("of before")
    with pytest.raises(stopped_by):
        _stopped(out, stopped_by("stopped"))
    assert out.read_text() == "of before"
    assert [f.name for f in tmp_path.iterdir()] == ["leads.csv"]


def test_a_folder_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    """Tidying up after the failure must not hide what failed."""
    (tmp_path / "a file").write_text("no folder")
    with (
        pytest.raises(UserError, match="can't be written") as told,
        whole_file(tmp_path / "a file" / "x") as part,
    ):
        part.write_text("anything")
    assert told.value.field == "out"


def _stopped(out: Path, by: Exception) -> None:
    with whole_file(out) as part:
        part.write_text("half")
        raise by
