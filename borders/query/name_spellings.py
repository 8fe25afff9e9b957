"""How one name of a crossing is written in several ways: accents, scripts, cases, words around it.

Everything is compared as `normalized` writes it: letters and digits alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Letters of Sámi, Polish and their neighbours that Unicode does not decompose.
_PLAIN_LETTERS = str.maketrans(
    {"đ": "d", "ŋ": "n", "ŧ": "t", "ø": "o", "æ": "ae", "ǥ": "g", "ʒ": "z", "ł": "l"}
)

# How words begin that people put around a crossing's name, as normalized; the rest is an ending.
# What a twin is told by (rail, road, port) is none of them.
_WORDS_AROUND = (
    *("border", "crossing", "checkpoint", "point", "bcp", "customs"),
    *("rajanylityspai", "rajaasema", "rajavartioasema", "tarkastusasema", "tulli"),
    *("gransovergang", "gransstation", "granspassage", "tullstation"),
    *("пункт", "пропуск", "пограничн", "погранпереход", "переход", "мапп", "дапп", "таможн"),
)

# Endings of a Finnish place name that leave its stem as it is: of, at, from, to, in, out of.
_FINNISH_ENDINGS = ("n", "lla", "lta", "lle", "ssa", "sta")

# Russian and Belarusian letters in systems of transliteration, accents left out; Е is an е that is
# heard as "ye".
_SAME_IN_ALL = dict(zip("абвдезиіклмнопрстуфыэ", "abvdeziiklmnoprstufye", strict=True))
_LETTERS = "ж й х ц ч ш щ ю я ё Е г ў"
_SYSTEMS = (
    "zh y kh ts ch sh shch yu ya ye ye g u",  # BGN/PCGN, in English
    "z j h c c s s u a e e g u",  # ISO 9
    "z j ch c c s sc ju ja e e g u",  # scientific
    "zh i kh ts ch sh shch iu ia e e g u",  # ICAO, in passports
    "z j h ts ts s sts ju ja jo je g u",  # SFS 4900, in Finnish
    "zh j h ts tsh sh shtsh ju ja jo je g u",  # in Finnish without š and ž
    "zj j ch ts tj sj sjtj ju ja jo je g u",  # in Swedish
    "zh y kh ts ch sh shch yu ya yo ye h w",  # BGN/PCGN, of Belarusian
    "z j ch c c s sc ju ja jo je h u",  # Belarus's own of 2007
)
_TRANSLITERATIONS = [
    str.maketrans(
        {**_SAME_IN_ALL, "ъ": "", "ь": "", **dict(zip(_LETTERS.split(), row.split(), strict=True))}
    )
    for row in _SYSTEMS
]
_HEARD_AS_YE = re.compile("(?<![^аеёиоуыэюяйъь -])е")  # after a vowel, a sign, or first in a word


def normalized(name: str) -> str:
    """A name for comparison: letters and digits only, without case and accents."""
    decomposed = unicodedata.normalize("NFKD", name.casefold()).translate(_PLAIN_LETTERS)
    # modifier letters (Lm), e.g. the prime of Skolt Sámi, are left out as easily as accents
    return "".join(c for c in decomposed if c.isalnum() and unicodedata.category(c) != "Lm")


def transliterated(name: str) -> list[str]:
    """A name in Russian or Belarusian as each system has it in Latin letters, normalized.

    A name in Latin letters is itself.
    """
    text = _HEARD_AS_YE.sub("Е", unicodedata.normalize("NFC", name.casefold()))
    spellings = dict.fromkeys(text.translate(table) for table in _TRANSLITERATIONS)
    return list(dict.fromkeys(map(normalized, spellings)))


def without_words_around(name: str) -> str:
    """A name without words such as "border crossing" or "rajanylityspaikka", in any language."""
    return " ".join(word for word in name.split() if not normalized(word).startswith(_WORDS_AROUND))


def finnish_stems(form: str) -> Iterator[str]:
    """The normalized names of which `form` may be a Finnish case: "vaalimaa" of "vaalimaalla".

    Only of cases that leave the stem as it is; "Joosepin" of "Jooseppi" is not recognised.
    """
    for ending in _FINNISH_ENDINGS:
        if form.endswith(ending):
            yield form.removesuffix(ending)
    into = re.search(r"(?P<vowel>[aeiouy])h?(?P=vowel)n$", form)  # Sallaan, Vaalimaahan
    if into:
        yield form[: into.start() + 1]
