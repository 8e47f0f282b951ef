"""Lengths that are no claim about the map: speeds, heights, sizes, races, sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.lexicon import word_set

if TYPE_CHECKING:
    from geo.claims.phrases import Sentence
    from geo.claims.quantities import Quantity

_AFTER = word_set(
    "high tall deep thick per each altitude elevation above-sea tsunami snow rain race run runs marathon relay swim "
    "dash sprint freestyle butterfly backstroke breaststroke medley hurdles event championship events course track "
    "lap laps walkathon fundraiser ride bike square cubic older higher lower taller deeper drop fall flush relay "
    "field putt jump tower building statue pole tree trees fence hose wire cable tape cloth visibility resolution "
    "swimming cycling running rowing fiber fibre tournament triathlon duathlon stage steeplechase pursuit individual"
)
_RATES = frozenset({"an", "a", "per", "each", "every", "/"})
_RATE_UNITS = word_set(
    "hour hours day days week month year years gallon second minute litre liter game season night charge tank annum "
    "hr h sec kmh"
)
_BEFORE = word_set(
    "target targets altitude elevation depth height rainfall mph kph visibility thickness diameter wingspan square "
    "cubic every per $ £ €"
)
_RISING = word_set(
    "rose risen rises fell drops dropped climbed climbs rise tall grew sank dug plunged threw thrown "
    "tossed kicked ran scored jumped leaped putt shoot shot see seen hear heard visible raced swam logged"
)
# "900 metres of water separate A from B"
_BETWEEN = frozenset({"separate", "separates", "separated", "divide", "divides", "divided", "between"})
# The same after an aside: "900 metres of water, the Strait of Orsk, keep A from B"
_KEEPING_APART = frozenset({"separate", "separates", "keep", "keeps"})
_REACH = 16
_PRICED = (["range"], ["cost"], ["price"], ["fare"])
_CLIMBING = word_set("rose risen rise rises rising climbed climbs climbing soared soars shot billowed")
_FINAL = word_set("first last final closing opening")
_VAGUE = frozenset({"several", "few", "many", "some"})
_MONEY = word_set("dollars euros pounds cents pence yuan yen rupees pesos francs rand naira shillings roubles rubles")
_SIGNS = frozenset("$£€¥₹")
_SENSED = word_set("from seen heard felt visible audible")
_SENSING = word_set("see hear feel smell seen heard felt smelt")
_ABLE = frozenset({"can", "could"})
_SMALL = frozenset({"m", "ft", "yd"})


def refused(sentence: Sentence, quantity: Quantity, hedge_first: int) -> bool:
    """Whether the words next to a length say that it is none between places.

    Args:
        sentence: The sentence.
        quantity: The length.
        hedge_first: The first token of its hedges.
    """
    lowered = sentence.lowered
    end = sentence.after
    told = lowered[max(sentence.first, hedge_first - 8) : hedge_first]
    parted = told[-1:] in (["by"], ["is"], ["are"]) and not _BETWEEN.isdisjoint(told)  # "separated by 3 km of water"
    for at in {quantity.after, quantity.resume}:
        word = lowered[at] if at < end else ""
        then = lowered[at + 1] if at + 1 < end else ""
        if word in _RATES and then in _RATE_UNITS:
            return True
        if (word, then) == ("to", "the") and sentence.word(at + 2) in _RATE_UNITS:
            return True  # "does three miles to the gallon"
        if word in _AFTER or (word == "to" and then in ("go", "run", "play", "spare")):
            return True
        if word in ("-", "‐") and then in _AFTER | {"per", "an", "stone", "post", "marker"}:
            return True
        if word in ("under", "beneath", "underneath", "underground"):
            return True  # a depth
        if word in ("above", "below") and "sea" in lowered[at + 1 : at + 4]:
            return True
        if word == "in" and then in (
            "height",
            "depth",
            "altitude",
            "elevation",
            "circumference",
            "thickness",
        ):
            return True
        if (
            word == "of"
            and then in ("altitude", "elevation", "water", "snow", "rain", "wire", "fabric")
            and _BETWEEN.isdisjoint(lowered[at : at + 6])
            and _KEEPING_APART.isdisjoint(lowered[at : at + _REACH])
            and not parted
        ):
            return True
    beside, follows = sentence.word(hedge_first - 1), sentence.word(quantity.resume)
    if beside in _CLIMBING and follows in ("above", "into", "up"):
        return True  # "ash rose 7 km above"
    if beside in _FINAL and follows not in ("of", "to", "from", "between"):
        return True  # "ran the last 10 km"
    if sentence.word(hedge_first - 1) in _SENSED and sentence.word(quantity.resume) in ("away", "off"):
        return True  # "could be seen from ten miles away"
    able = not _ABLE.isdisjoint(told) and not _SENSING.isdisjoint(told) and "," not in told
    if able and sentence.word(quantity.resume) in ("away", "off"):
        return True  # "could hear the guns a hundred miles off"
    if quantity.unit in ("m", "ft") and "above" in (sentence.word(quantity.after), sentence.word(quantity.resume)):
        return True  # a height
    if sentence.word(quantity.first) in ("a", "per") and (
        sentence.word(quantity.first - 1) in _MONEY or sentence.word(quantity.first - 2) in _SIGNS
    ):
        return True  # "three million euros a mile", "¥27 a mile"
    if beside == "in" and quantity.unit in _SMALL and follows == "off":
        return True  # a depth: "in 22 feet off Orsk Point"
    if sentence.word(quantity.first - 1) in _VAGUE and sentence.word(quantity.first) in ("hundred", "thousand"):
        return True  # "several hundred metres" has no number
    before = lowered[max(sentence.first, hedge_first - 3) : hedge_first]
    if any(word in _BEFORE for word in before) or (before[-1:] == ["of"] and before[-2:-1] in _PRICED):
        return True
    return quantity.unit in _SMALL and any(
        word in _RISING for word in lowered[max(sentence.first, hedge_first - 5) : hedge_first]
    )
