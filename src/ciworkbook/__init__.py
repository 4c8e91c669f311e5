"""A private, offline workbook for the terminal."""

__version__ = "0.1.0"
