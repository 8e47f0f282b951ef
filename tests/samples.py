"""Analyses made by hand, so that what renders them is tested apart from what makes them."""

from __future__ import annotations

from geo.records import (
    Analysis,
    Candidate,
    Claim,
    Dispute,
    Document,
    End,
    GazetteerInfo,
    Judgement,
    Mention,
    Part,
    Place,
    Reading,
    Span,
    Stated,
)

GAZETTEER = GazetteerInfo("sample", "1", "0" * 64)

YONAGUNI = """Quiet ferries, loud maps

Taiwan sits less than 70 miles from the closest Japanese island, Yonaguni, and on a clear day the peaks of Yilan can \
be seen from its western cape. Fishing crews from both sides meet over the Senkaku Islands, which China also claims.

Officials in Tokyo said the waters of the Taiwan Strait stay open. Yonaguni lies 50 miles east of Taiwan, one blogger \
wrote, and a reader in Atlantis asked for the source.
"""

PLACES = {
    place.id: place
    for place in (
        Place("geonames:1668284", "Taiwan", 23.7, 121.0, "PCLI", "TW", population=23_400_000, accuracy_m=5000,
              names={"en": ("Taiwan",), "zh": ("臺灣",)}, source="GeoNames"),
        Place("geonames:1849185", "Yonaguni", 24.456, 122.988, "ISL", "JP", admin1="Okinawa", population=1700,
              names={"ja": ("与那国島",)}, source="GeoNames"),
        Place("geonames:1674199", "Yilan", 24.69, 121.72, "ADM2", "TW", admin1="Taiwan", population=450_000,
              source="GeoNames"),
        Place("mm:senkaku", "Senkaku Islands", 25.744, 123.474, "ISLS", None, source="curated",
              disputed=Dispute(("JP", "CN", "TW"), {"JP": "Senkaku Islands", "CN": "Diaoyu Dao", "TW": "Diaoyutai"})),
        Place("geonames:1814991", "China", 35.0, 105.0, "PCLI", "CN", population=1_400_000_000, source="GeoNames"),
        Place("geonames:1850147", "Tokyo", 35.6895, 139.6917, "PPLC", "JP", population=9_700_000, source="GeoNames"),
        Place("geonames:1861060", "Japan", 35.7, 139.0, "PCLI", "JP", population=125_000_000, source="GeoNames"),
        Place("ne:taiwan-strait", "Taiwan Strait", 24.5, 119.5, "STRT", None, accuracy_m=50_000,
              source="Natural Earth 5.1"),
    )
}  # fmt: skip


def _span(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def mention(text, key, words, place, *, nth=0, kind="literal", score=0.95, reason="the only such place", others=()):
    start, end = _span(text, words, nth)
    at = PLACES[place] if place else None
    return Mention(
        key, start, end, words, kind, place, at.lat if at else None, at.lon if at else None, score, reason,
        ((Candidate(place, at.name, score), *others) if at else ()),
    )  # fmt: skip


def analysis_of_yonaguni() -> Analysis:
    text = YONAGUNI
    mentions = (
        mention(text, "m1", "Taiwan", "geonames:1668284"),
        mention(text, "m2", "Japanese", "geonames:1861060", kind="demonym"),
        mention(text, "m3", "Yonaguni", "geonames:1849185", reason="an island of Japan, as the text says",
                others=(Candidate("geonames:1", "Yonaguni (town)", 0.04),)),
        mention(text, "m4", "Yilan", "geonames:1674199", score=0.71),
        mention(text, "m5", "Senkaku Islands", "mm:senkaku"),
        mention(text, "m6", "China", "geonames:1814991"),
        mention(text, "m7", "Tokyo", "geonames:1850147", kind="metonym"),
        mention(text, "m8", "Taiwan Strait", "ne:taiwan-strait"),
        mention(text, "m9", "Yonaguni", "geonames:1849185", nth=1),
        mention(text, "m10", "Taiwan", "geonames:1668284", nth=2),
        mention(text, "m11", "Atlantis", None, score=0.0, reason="in no gazetteer"),
    )  # fmt: skip
    first = _span(text, "Taiwan sits less than 70 miles from the closest Japanese island, Yonaguni")
    second = _span(text, "Yonaguni lies 50 miles east of Taiwan")
    quantity = _span(text, "70 miles")
    other = _span(text, "50 miles")
    taiwan = End("Taiwan", mentions[0].start, mentions[0].end, True, "m1", "geonames:1668284")
    yonaguni = End("Yonaguni", mentions[2].start, mentions[2].end, True, "m3", "geonames:1849185")
    claims = (
        Claim("c1", *first, text[first[0] : first[1]], "distance", Span(*quantity, "70 miles"),
              (Stated(70, 70, "mi"),), "lt", None, taiwan, yonaguni, True),
        Claim("c2", *second, text[second[0] : second[1]], "distance", Span(*other, "50 miles"),
              (Stated(50, 50, "mi"),), "eq", "E",
              End("Yonaguni", mentions[8].start, mentions[8].end, True, "m9", "geonames:1849185"),
              End("Taiwan", mentions[9].start, mentions[9].end, True, "m10", "geonames:1668284"), True),
    )  # fmt: skip
    points = ((121.886, 24.6), (122.934, 24.449))
    readings = (
        Reading("nearest", 107.47, 107.2, 107.7, True, points),
        Reading("centre", 219.3, 214.0, 225.0, False, ((121.0, 23.7), (122.988, 24.456))),
        Reading("farthest", 345.0, 344.0, 346.0, False),
    )
    judgements = {
        "c1": Judgement(
            "c1", "supported", (Part("distance", "supported", "107.5 km lies below 112.7 km"),), readings, "nearest",
            points, "Shore to shore it is 107.5 km (66.8 miles), less than 70 miles (112.7 km).",
            "mentionmap distance geonames:1668284 geonames:1849185", (None, 112.654), 99.0, "WGS 84",
        ),
        "c2": Judgement(
            "c2", "refuted",
            (Part("distance", "refuted", "107.5 km is no 80 km"), Part("direction", "supported", "azimuth 99°")),
            tuple(Reading(r.name, r.km, r.low_km, r.high_km, False, r.points) for r in readings), "nearest",
            (points[1], points[0]), "Shore to shore it is 107.5 km (66.8 miles), not 50 miles (80.5 km).",
            "mentionmap distance geonames:1849185 geonames:1668284", (79.7, 81.3), 99.0, "WGS 84",
        ),
    }  # fmt: skip
    document = Document("yonaguni.txt", text, "Quiet ferries, loud maps", "2026-03-01", "yonaguni.txt")
    return Analysis(document, GAZETTEER, mentions, PLACES, claims, judgements)


def analysis_of_fiji() -> Analysis:
    """A claim whose line crosses the antimeridian."""
    text = "Taveuni lies within 200 km of Vanua Balavu."
    places = {
        "x:taveuni": Place("x:taveuni", "Taveuni", -16.85, 179.95, "ISL", "FJ"),
        "x:balavu": Place("x:balavu", "Vanua Balavu", -17.23, -178.95, "ISL", "FJ"),
    }
    mentions = (
        Mention("m1", 0, 7, "Taveuni", "literal", "x:taveuni", -16.85, 179.95, 0.9, "r"),
        Mention("m2", 30, 42, "Vanua Balavu", "literal", "x:balavu", -17.23, -178.95, 0.9, "r"),
    )
    claim = Claim(
        "c1", 0, 42, text[:42], "distance", Span(13, 26, text[13:26]), (Stated(200, 200, "km"),), "le", None,
        End("Taveuni", 0, 7, True, "m1", "x:taveuni"), End("Vanua Balavu", 30, 42, True, "m2", "x:balavu"), True,
    )  # fmt: skip
    points = ((-179.95, -16.9), (-178.99, -17.2))
    points = ((179.99, -16.9), points[1])
    reading = Reading("nearest", 113.0, 112.0, 114.0, True, points)
    judgement = Judgement("c1", "supported", (), (reading,), "nearest", points, "It is 113 km.", "mentionmap distance")
    return Analysis(Document("fiji.txt", text), GAZETTEER, mentions, places, (claim,), {"c1": judgement})


def analysis_of_atlantis() -> Analysis:
    """A claim that has no line: one of its ends is no place."""
    text = "Atlantis lies 40 miles from Tokyo."
    mentions = (mention(text, "m1", "Tokyo", "geonames:1850147"),)
    claim = Claim(
        "c1", 0, 33, text[:33], "distance", Span(14, 22, "40 miles"), (Stated(40, 40, "mi"),), "eq", None,
        End("Atlantis", 0, 8, True), End("Tokyo", 28, 33, True, "m1", "geonames:1850147"), True,
    )  # fmt: skip
    judgement = Judgement("c1", "unverifiable", (), (), None, None, "“Atlantis” has no place on the map.", "")
    places = {"geonames:1850147": PLACES["geonames:1850147"]}
    return Analysis(Document("atlantis.txt", text), GAZETTEER, mentions, places, (claim,), {"c1": judgement})


def hostile_analysis() -> Analysis:
    """Every string that lands in a page carries markup, script and control characters."""
    evil = "</script><script>window.pwned=1</script><img src=x onerror='window.pwned=1'>"
    evil += "${window.pwned=1}{{7*7}}`\"'\x00\u202e\u2028&lt;"
    text = f"{evil} lies 5 km from {evil}."
    end = len(evil)
    places = {
        "evil:1</script>": Place(
            "evil:1</script>", evil, 10.0, 20.0, evil, evil, evil, 5, {evil: (evil,)}, source=evil,
            disputed=Dispute((evil,), {evil: evil}),
        )
    }  # fmt: skip
    one = Mention("m1", 0, end, evil, "literal", "evil:1</script>", 10.0, 20.0, 0.9, evil,
                  (Candidate("evil:1</script>", evil, 0.9),))  # fmt: skip
    two = Mention("m2", end + 16, end + 16 + end, evil, "demonym", "evil:1</script>", 10.0, 20.0, 0.9, evil)
    lone = Mention("m3", end + 1, end + 5, "lies", "literal", None, None, None, 0.0, evil)
    claim = Claim("c1", 0, len(text), text, "distance", Span(end + 6, end + 10, "5 km"), (Stated(5, 5, "km"),), "eq",
                  None, End(evil, 0, end, True, "m1", "evil:1</script>"), End(evil, 0, 1, False), True)  # fmt: skip
    reading = Reading("nearest", 5.0, 4.9, 5.1, True, ((20.0, 10.0), (20.04, 10.0)))
    judgement = Judgement(
        "c1", "supported", (Part("distance", "supported", evil),), (reading,), "nearest", reading.points, evil, evil,
        (4.5, 5.5), 90.0, evil,
    )  # fmt: skip
    document = Document(f"{evil}.txt", text, evil, evil, evil)
    return Analysis(document, GazetteerInfo(evil, evil, evil), (one, lone, two), places, (claim,), {"c1": judgement})
