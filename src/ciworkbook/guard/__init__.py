"""What keeps things in: environment, memory, network, crashes, the terminal, and the one way out.

Each guard works alone, says what stands and what is not available here, and never keeps the program from starting.
Rules enforced by the system itself (Linux: seccomp, Landlock) belong in modules of their own beside `network` and
are switched on after it, before Textual is imported.
"""
