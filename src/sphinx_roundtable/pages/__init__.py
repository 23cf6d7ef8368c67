"""Pages: which there are, what is on them, and how they become documents of the project."""
