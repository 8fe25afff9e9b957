"""Views that still are dictionaries."""

from typing import Any

View = dict[str, Any]
