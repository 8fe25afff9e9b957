"""The pages of dates. Those that differ in the date alone are rendered once, the date left open."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from borders.export import site_paths
from borders.export.text_with_blanks import TextWithBlanks, blank
from borders.language import gettext
from borders.pictures import timeline_picture
from borders.site import templating
from borders.site.edition import Edition
from borders.site.pages.day_page import DayPage, day_frame, linked_still, strip
from borders.site.pages.frame import way_to_site, way_up
from borders.site.pages.hand_over import HandOver, citation, snippet
from borders.views import context, wording
from borders.views.day import DayView, title
from borders.views.page_days import PageDay


class DateTexts(NamedTuple):
    """All that the page of a date alone has.

    `date` and the days with a page `before` and `after` it are YYYY-MM-DD, `when` is the date in
    words, `mark` its mark on the timelines, as SVG elements, and `verified` says how far the record
    was checked.
    """

    date: str
    when: str
    mark: str
    before: str
    after: str
    verified: str


_BLANKS = DateTexts(*map(blank, DateTexts._fields))


def date_pages(edition: Edition, changed: Sequence[date]) -> Iterator[tuple[str, str]]:
    """The path and the HTML of the page of every date; `changed` are the days with a change."""
    for group in edition.days.groups:
        form = TextWithBlanks(date_page(edition, changed, group[0], _BLANKS))
        for page_day in group:
            texts = date_texts(edition, page_day)
            yield site_paths.date_page(texts.date), form.filled(**texts._asdict())


def date_texts(edition: Edition, page_day: PageDay) -> DateTexts:
    """The texts that fill the blanks of a date's page."""
    day, before, after = page_day
    return DateTexts(
        date=day.isoformat(),
        when=wording.day(day),
        mark=timeline_picture.page_mark(edition.timelines, day),
        before=str(before),
        after=str(after),
        verified=edition.view(day).verified_words,
    )


def date_page(
    edition: Edition, changed: Sequence[date], page_day: PageDay, texts: DateTexts
) -> str:
    """The HTML of a date's page, with these texts of its own."""
    dataset, day = edition.dataset, page_day.day
    path = site_paths.date_page(texts.date)
    root, view = way_up(path), edition.view(day)
    view = view._replace(when=texts.when, verified_words=texts.verified)
    page = DayPage(
        view=view,
        date=texts.date,
        then=_known_then(edition, day, texts.when),
        still=linked_still(edition, day, root),
        strip=strip(edition.timelines, texts.mark, root),
    )
    site = way_to_site(edition, path)
    what = gettext("status on {when}", when=texts.when)
    return templating.render(
        "date.html",
        frame=day_frame(edition, path, view, page_of_date=path, has_slider=False),
        page=page,
        steps=_steps(changed, page_day, texts),
        first=edition.days.pages[0],
        last=edition.days.pages[-1],
        events=context.events(dataset, day),
        arrivals=context.arrivals(dataset, day),
        hand_over=HandOver(
            name=f"{dataset.package.name}-{texts.date}",
            citation=citation(edition, what, path.removesuffix(site_paths.HOME)),
            json=_beside(site_paths.date_json(texts.date), site, edition),
            csv=_beside(site_paths.date_csv(texts.date), site, edition),
            picture=root + edition.picture_path(day),
            snippet=snippet(edition, title(view), texts.date, root),
        ),
    )


def _known_then(edition: Edition, day: date, when: str) -> DayView:
    """The day as it was known at its end, in words that name it as `when` does."""
    known = gettext("As it was known at the end of {day}", day=when)
    return edition.known_then(day)._replace(known_as_of=known)


def _steps(
    changed: Sequence[date], page_day: PageDay, texts: DateTexts
) -> list[tuple[str, str, str | None]]:
    """The links to the changes and the days around a date, as far as there are any.

    Each is a path, its text, and its relation to the page if that has a name.
    """
    day, before, after = page_day
    earlier, later = changed[: bisect_left(changed, day)], changed[bisect_right(changed, day) :]
    steps = [
        (gettext("← Change before"), str(earlier[-1]) if earlier else None, None),
        (gettext("‹ Day before"), texts.before if before else None, "prev"),
        (gettext("Day after ›"), texts.after if after else None, "next"),
        (gettext("Change after →"), str(later[0]) if later else None, None),
    ]
    return [(f"../{target}/{site_paths.HOME}", text, rel) for text, target, rel in steps if target]


def _beside(path: str, site: str, edition: Edition) -> str:
    """The way to a file that no language changes and that stands beside the English page."""
    return f"{site}{path}" if edition.tree else PurePosixPath(path).name
