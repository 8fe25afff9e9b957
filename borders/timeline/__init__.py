"""From measures to spans: the rules by which decisions replace one another."""
