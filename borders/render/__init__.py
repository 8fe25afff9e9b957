"""What is shown: renderers turn views into text, and never compute."""
