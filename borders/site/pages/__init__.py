"""The HTML pages: for each kind one builder here and one template of its name."""
