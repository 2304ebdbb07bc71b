"""The workspace's logo, as it stands on reports, letters and certificates: a small PNG in the settings."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import UserError
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.unit_of_work import Store, Work

LOGO = "logo"
WIDEST, HIGHEST = 600, 200  # px; whoever reads a picture of a person's makes it that small
MOST_BYTES = 300_000
_PNG = b"\x89PNG\r\n\x1a\n"


class LogoService:
    """Gives and changes the logo; an admin's."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, actor: Actor | None) -> bytes:
        """The PNG; empty without one."""
        with self._store.read(actor) as work:
            return logo_in(work)

    def set(self, actor: Actor, png: bytes) -> None:
        """Keep this PNG, or with nothing none; raises UserError for what is none or too large."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        if png:
            _check(png)
        with self._store.write(actor) as work:
            owner = workspace_info(work).id
            SettingRows(work).set("workspace", owner, LOGO, b64encode(png).decode("ascii"))
            work.record("setting_changed", "workspace", owner, key=LOGO)
            work.announce("settings")


def logo_in(work: Work) -> bytes:
    """The PNG that stands on paper; empty without one."""
    kept = SettingRows(work).of_workspace(LOGO)
    try:
        return b64decode(str(kept or ""), validate=True)
    except NotBase64:
        return b""


def _check(png: bytes) -> None:
    if not png.startswith(_PNG) or png[12:16] != b"IHDR" or len(png) < 24:
        raise UserError("This is no picture that can be read. Take a PNG or a JPEG.", field=LOGO)
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    if not (0 < width <= WIDEST and 0 < height <= HIGHEST) or len(png) > MOST_BYTES:
        raise UserError(
            "The logo is too large: {width} × {height} points, {size} kB. Take a smaller picture.",
            field=LOGO,
            width=width,
            height=height,
            size=len(png) // 1000,
        )
