"""CRM Desktop: the telecalling CRM for small call centres."""

__version__ = "0.1.0"
