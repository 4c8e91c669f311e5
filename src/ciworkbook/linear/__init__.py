"""The plain face: prompts on the bare terminal, for screen readers and small windows. Loads no Textual."""
