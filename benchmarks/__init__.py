"""What is measured, against what. `python3 dev.py bench` prints the tables.

- Every figure is a ratio to a bare floor that does the least that can be done: the same number of rows on a page of
  Textual, the same text looked through with `in`. The floor is measured in turn with what it is held against.
- The data is a made-up year, from a seed: the same answers every time. Nothing is kept.
"""
