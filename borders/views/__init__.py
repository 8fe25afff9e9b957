"""What is said? Answers as plain values and as words in the reader's language."""
