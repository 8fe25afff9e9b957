"""What is known? A data folder: the columns of its tables, reading it, checking it."""
