"""Appointments on any page: booked and changed in place, their invitation saved as a calendar file."""
