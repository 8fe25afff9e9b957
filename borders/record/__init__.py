"""A data folder: its columns, its reading, its checks."""
