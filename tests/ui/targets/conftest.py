"""Programs on real workspaces."""

from tests.ui.entrance.fixtures import office, place, template  # noqa: F401 - fixtures
