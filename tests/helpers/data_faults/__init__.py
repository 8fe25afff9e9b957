"""Every fault that `borders check` knows, as an edit of the real data."""

from helpers.data_faults import files, geography, limits, meaning, package, tables, text

FAULTS = [
    fault
    for module in (files, package, tables, meaning, text, geography, limits)
    for fault in module.FAULTS
]
