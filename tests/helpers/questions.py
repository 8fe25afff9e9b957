"""Questions at random."""

import random
from datetime import UTC, datetime, timedelta


def random_questions(ds, count=250):
    """Services and instants as (crossing, service, instant), the ones of a fixed seed."""
    chance = random.Random(11)
    for _ in range(count):
        crossing, service = chance.choice(list(ds.services()))
        minutes = chance.randrange(13 * 365 * 24 * 60)
        yield crossing.id, service, datetime(2014, 6, 1, tzinfo=UTC) + timedelta(minutes=minutes)
