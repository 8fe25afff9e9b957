"""The downloads that are tested."""

from datetime import date, timedelta

DOWNLOAD_DAYS = [date(2023, 11, 15) + timedelta(days=n) for n in range(35)]
