"""The full-screen face: one page a module, its style beside it."""
