"""What is handed on: a document built from visits, and its forms as text, Markdown and a page."""
