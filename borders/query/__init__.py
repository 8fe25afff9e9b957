"""What can be asked? Statuses, slices, changes, statistics, comparisons and joins of a record."""
