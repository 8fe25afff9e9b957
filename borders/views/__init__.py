"""What is shown, as plain values and words in the reader's language."""
