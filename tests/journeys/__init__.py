"""Whole evenings through the real program: launcher, session, door, screens."""
