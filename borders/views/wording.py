"""Times and facts as a person would say them, in the reader's language.

Bounds are half-open in memory; in words a status that ends at midnight lasts "until the end of"
the day before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from borders import language
from borders.language import foreign, gettext, joined, pgettext, pmessage
from borders.local_time import When
from borders.model import (
    Confidence,
    Crossing,
    Form,
    Measure,
    Package,
    Place,
    Qualifier,
    RecordStanding,
    Service,
    Source,
    Status,
    Verdict,
)
from borders.query.dataset import Dataset
from borders.views.style import LOOKS, SERVICES

day, listed = language.day, language.listed

_CONFIDENCES = {
    # Translators: how well a statement is supported
    Confidence.PRIMARY: pmessage("confidence", "primary"),
    Confidence.SECONDARY: pmessage("confidence", "secondary"),
    Confidence.WEAK: pmessage("confidence", "weak"),
    Confidence.INFERRED: pmessage("confidence", "inferred"),
}
_STANDINGS = {
    # Translators: a record of a frontier; not all of it was reviewed, where it is provisional
    RecordStanding.REVIEWED: pmessage("record", "reviewed"),
    RecordStanding.PROVISIONAL: pmessage("record", "provisional"),
}
_FORMS = {
    # Translators: what a document is of somebody else's text
    Form.ORIGINAL: pmessage("form", "original"),
    Form.MIRROR: pmessage("form", "mirror"),
    Form.REPRINT: pmessage("form", "reprint"),
    Form.TRANSLATION: pmessage("form", "translation"),
}
_VERDICTS = {
    # Translators: what the record makes of somebody's claim
    Verdict.REJECTED: pmessage("verdict", "rejected"),
    Verdict.QUALIFIED: pmessage("verdict", "qualified"),
}
_WAYS = {
    # Translators: what crosses the frontier at a crossing point
    "road": pmessage("way", "road"),
    "rail": pmessage("way", "rail"),
    "foot": pmessage("way", "on foot"),
    "boat": pmessage("way", "boat"),
}
_ABOUT = {
    # Translators: how a published number is worded, before it
    Qualifier.ABOUT: pmessage("qualifier", "about {number}"),
    Qualifier.NEARLY: pmessage("qualifier", "nearly {number}"),
    Qualifier.OVER: pmessage("qualifier", "over {number}"),
}
_NUMBERS = (
    # Translators: a number of crossing points, in words, as in: six are closed
    *(pmessage("number", "none"), pmessage("number", "one"), pmessage("number", "two")),
    *(pmessage("number", "three"), pmessage("number", "four"), pmessage("number", "five")),
    *(pmessage("number", "six"), pmessage("number", "seven"), pmessage("number", "eight")),
    *(pmessage("number", "nine"), pmessage("number", "ten"), pmessage("number", "eleven")),
    pmessage("number", "twelve"),
)
_NEAREST = {"sv": "fi"}  # whose name of the other side is nearer than the English one


def clock(value: datetime, zone: ZoneInfo) -> str:
    """A local time, e.g. "20:00"."""
    return language.clock(value.astimezone(zone))


def clocks(value: datetime | None, package: Package) -> str:
    """The hour of an instant on each side, e.g. "Helsinki 20:00, Moscow 21:00".

    Empty where the clocks of both sides show the same.
    """
    if value is None:
        return ""
    zones = package.clocks(value)
    return ", ".join(f"{language.city(zone.key)} {clock(value, zone)}" for zone in zones)


def start(value: datetime, zone: ZoneInfo) -> str:
    """When something began: 18 November 2023 (at midnight), or 15 December 2023, 20:00."""
    local = value.astimezone(zone)
    return day(local) if _midnight(local) else _moment(local)


def end(value: datetime, zone: ZoneInfo) -> str:
    """When something ended: the end of 14 January 2024, or 15 December 2023, 20:00."""
    local = value.astimezone(zone)
    return gettext("the end of {day}", day=_before(local)) if _midnight(local) else _moment(local)


def since(value: datetime | None, zone: ZoneInfo) -> str:
    """Since when, e.g. "since 15 December 2023, 20:00"."""
    if value is None:
        return gettext("since before the record begins")
    return gettext("since {moment}", moment=start(value, zone))


def until(value: datetime | None, zone: ZoneInfo) -> str:
    """Until when, e.g. "until the end of 14 January 2024", or "until further notice"."""
    if value is None:
        return gettext("until further notice")
    local = value.astimezone(zone)
    if _midnight(local):
        return gettext("until the end of {day}", day=_before(local))
    return gettext("until {moment}", moment=_moment(local))


def planned_until(measure: Measure, zone: ZoneInfo) -> str:
    """Until when a measure was planned to hold, as `until` words it, or that nobody found it."""
    if measure.end_known:
        return until(measure.end, zone)
    # Translators: in place of: until the end of 14 January 2024
    return gettext("until a date that is not known")


def days(first: date, last: date) -> str:
    """A run of days, both ends included; no line breaks within a date."""
    ends = dict.fromkeys((first, last))
    return " – ".join(day(end).replace(" ", "\N{NO-BREAK SPACE}") for end in ends)


def when(value: When, zone: ZoneInfo) -> str:
    """The day, or the instant in local time."""
    return day(value.day) if value.day else _moment(value.start.astimezone(zone))


def as_of(value: When | None, zone: ZoneInfo) -> str:
    """E.g. "As it was known at the end of 17 November 2023"; empty if it is as known now."""
    if value is None:
        return ""
    if value.day:
        return gettext("As it was known at the end of {day}", day=day(value.day))
    return gettext("As it was known at {moment}", moment=when(value, zone))


def partial(text: str) -> str:
    """A date written as far as it is known, in words: 2023-11 is November 2023."""
    known = len(text[:10].split("-"))
    if known == 1:
        return text
    first = date.fromisoformat(f"{text[:10]}-01"[:10])
    if known == 2:  # noqa: PLR2004  # year and month
        return language.month(first)
    return _moment(datetime.fromisoformat(text)) if "T" in text else day(first)


def status(value: Status | str) -> str:
    """A status within a sentence, e.g. "closed"."""
    return LOOKS[Status(value)].label.lower()


def status_change(before: Status, after: Status) -> str:
    """From which status to which, e.g. "open → closed"."""
    return f"{status(before)} → {status(after)}"


def service(value: Service | str) -> str:
    """A service in words, e.g. "rail freight"."""
    return pgettext(*SERVICES[Service(value)])


def way(text: str) -> str:
    """How one crosses, e.g. "road"; a way that is not known here stays as it is written."""
    return pgettext(*_WAYS[text]) if text in _WAYS else text


def confidence(value: Confidence | str) -> str:
    """How well something is supported, e.g. "primary"."""
    return pgettext(*_CONFIDENCES[Confidence(value)])


def standing(value: RecordStanding | None) -> str:
    """How far a record can be trusted, e.g. "reviewed"; empty where it does not say."""
    return pgettext(*_STANDINGS[value]) if value else ""


def verdict(value: Verdict | str) -> str:
    """The record's verdict on a claim, e.g. "rejected"."""
    return pgettext(*_VERDICTS[Verdict(value)])


def count(number: int, qualifier: Qualifier) -> str:
    """A published number as it was worded, e.g. "about 1,300"."""
    written = language.number(number)
    return pgettext(*_ABOUT[qualifier], number=written) if qualifier in _ABOUT else written


def number_word(number: int) -> str:
    """A number of crossing points as running text has it: in words to twelve, then in figures."""
    return pgettext(*_NUMBERS[number]) if number < len(_NUMBERS) else language.number(number)


def km(metres: float, *, grouped: bool = True) -> str:
    """Kilometres without their unit, e.g. "1,339.2"."""
    return language.number(metres / 1000, 1, grouped=grouped)


def name(value: Crossing) -> str:
    """The name of a crossing in the reader's language, else in English, else any."""
    return value.names.get(language.active()) or value.name


def names(crossings: Iterable[Crossing]) -> str:
    """The names of crossings in a list, e.g. "Vaalimaa, Nuijamaa and Imatra"."""
    return listed([name(crossing) for crossing in crossings])


def opposite(value: Crossing) -> str | None:
    """The name of the point on the other side, in the nearest language that has one."""
    code, names = language.active(), value.opposite
    preferred = (names.get(each) for each in (code, _NEAREST.get(code, ""), "en"))
    return next(filter(None, (*preferred, *names.values())), None)


def municipality(dataset: Dataset, value: Crossing) -> str:
    """The municipality and the region in which a crossing lies."""
    names = (value.municipality, value.region)
    return ", ".join(filter(None, map(dataset.translated_name, names)))


def place(dataset: Dataset, value: Place) -> str:
    """The name of a town or country in the reader's language, or else in English."""
    return value.names.get(language.active()) or dataset.translated_name(value.names["en"])


def place_name(value: Place) -> str:
    """The name of a town or country in the reader's language, as far as it is known."""
    english = value.names["en"]
    return value.names.get(language.active()) or language.geographic_name(english) or english


def source(value: Source) -> str:
    """Publisher, date: title [language; form]."""
    remarks = [] if value.language == language.active() else [value.language]
    form = pgettext(*_FORMS[value.form])
    if value.original:
        remarks.append(gettext("{form} of: {original}", form=form, original=value.original))
    elif value.form is not Form.ORIGINAL:
        remarks.append(form)
    title = foreign(value.title, language.SOURCE)  # as the record has it, whatever the document's
    cited = joined(": ", (_published(value), title))
    return joined(" ", (cited, f"[{'; '.join(remarks)}]" if remarks else ""))


def source_in_short(value: Source) -> str:
    """Publisher, date, and what it is if it is a copy."""
    copy = "" if value.form is Form.ORIGINAL else f" ({pgettext(*_FORMS[value.form])})"
    return _published(value) + copy


def stopped(text: str) -> str:
    """The text with a full stop at its end, which an abbreviation may have brought already."""
    return text if text.endswith(".") else joined("", (text, "."))


def capital(text: str) -> str:
    """The text with a capital letter first."""
    (first, code), *others = language.parts(text)
    whole = [(first[:1].upper() + first[1:], code), *others]
    return language.Text(whole) if isinstance(text, language.Text) else whole[0][0]


def _published(value: Source) -> str:
    published = f", {partial(value.published)}" if value.published else ""
    return value.publisher + published


def _moment(local: datetime) -> str:
    # Translators: a day and the time on it
    return gettext("{day}, {clock}", day=day(local), clock=language.clock(local))


def _before(local: datetime) -> str:
    return day(local - timedelta(days=1))


def _midnight(local: datetime) -> bool:
    return not (local.hour or local.minute or local.second)
