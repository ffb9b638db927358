"""A story in plain text: its passages, headline, byline and dateline, and what is printed around it."""
