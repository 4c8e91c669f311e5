"""What keeps things in: environment, memory, network, system calls, writes, crashes, the terminal, and the one way out.

Each guard works alone, says what stands and what is not available here, and never keeps the program from starting.
`raising` holds the order in which they are raised, `trial` tries them, and `keeping` looks at what the computer around
the program may keep.
"""
