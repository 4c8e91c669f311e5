"""The control below each question: one module a question type, and the pieces they share.

- `base` has what all of them are, `making` the one for a question. Neither is read here: pages without questions, such
  as the first, use pieces of this package, and the rest of it took 25 ms.
"""
