"""What is asked: worksheets, their conditions, and the checks on their files."""
