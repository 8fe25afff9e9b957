"""A crossing in words."""

from datetime import date

from borders import language
from borders.views.crossing import crossing_details


def test_places_are_called_as_the_reader_calls_them_on_both_sides(ds):
    pairs = {}
    for code in language.LANGUAGES:
        with language.use(code):
            crossing = ds.record.crossings["vaalimaa"]
            pairs[code] = crossing_details(ds, crossing, date(2024, 1, 1)).heading
    assert pairs == {
        "en": "Vaalimaa – Torfyanovka",
        "fi": "Vaalimaa – Torfjanovka",
        "sv": "Vaalimaa – Torfjanovka",
        "ru": "Ваалимаа – Торфяновка",
    }


def test_the_page_begins_with_how_each_service_is_and_why(ds):
    crossing = ds.record.crossings["vaalimaa"]
    road, *others = crossing_details(ds, crossing, date(2023, 11, 27)).now
    assert road.sentence == (
        "Closed since 18 November 2023, continued by the decision of 22 November 2023, meant to "
        "last until the end of 23 December 2023."
    )
    assert road.decision_id == "fi-2"
    assert "press-002-only-raja-jooseppi-open" in {claim.id for claim in ds.record.claims}
    assert set(road.claims) <= {claim.id for claim in ds.record.claims}
    assert road.sources
    assert [service.service for service in (road, *others)] == list(crossing.services)


def test_the_history_is_by_the_year_in_which_a_status_begins(ds):
    road = crossing_details(ds, ds.record.crossings["vaalimaa"], date(2026, 7, 2)).histories[0]
    years = [year for year, _ in road.years]
    assert years == sorted(years, reverse=True)
    assert {"2015", "2020", "2023", "2024", "2025"} <= set(years)
    for year, spans in road.years:
        assert {str(span.day)[:4] for span in spans} == {year}
