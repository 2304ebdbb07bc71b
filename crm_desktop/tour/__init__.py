"""The tour: the real windows driven by keyboard through a first day, with a picture of each step."""

from crm_desktop.tour.stage import take_pictures

__all__ = ["take_pictures"]
