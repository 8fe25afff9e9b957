"""What held when? Measures, spans and timelines, and the rules between them."""
