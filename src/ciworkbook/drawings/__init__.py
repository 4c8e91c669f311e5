"""Drawings of answers: one layout, drawn in cells for the screen and in millimetres for paper."""
