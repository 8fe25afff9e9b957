"""The questions that one can put to a record."""
