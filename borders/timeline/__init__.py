"""What held when? The closure table, the rules, and the timelines that they make of it."""
