"""Questions in lines: one small module for a family of question types, and `asking` for what they share."""
