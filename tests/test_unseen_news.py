"""Sentences as news writes them, made for this test: how many are read without a miss, a wrong place or a false alarm.

`[The Hague|NL|PPL]` marks a name to be found with just these boundaries, the country of its place, and how the place's
feature code may begin; a fourth part is its first-order unit. What is not marked is no place name: neither literal, nor
for a government, nor of a people. Names inside other names (`embedded`) are left to the reader.

The first half was looked at while finding and resolving were mended; the second only measured. Sixty sentences each:
before, 35 and 42 were read without a fault. Fifty more show firms, people by their first names, ships, dishes, beasts
and works called as places are, and such places: 26 were read without a fault before these were taught.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from gazetteer import open_gazetteer
from geo.mentions import read_mentions
from geo.records import Document
from geo.tokens import tokenize

if TYPE_CHECKING:
    from geo.source import PlaceSource

SEEN = """
Judges in [The Hague|NL|PPL] will hear the case on Monday.
The court, which sits in [The Hague|NL|PPL], has no police of its own.
[The Hague|NL|PPL] hosted the talks, and delegates from [Senegal|SN|PCL] stayed for a week.
A spokesman for the [Kremlin|RU|GOVL] said the president would travel to [Kazan|RU|PPL].
The bishop was called to the [Vatican|VA/IT|PCL/GOVL/PPL] in the spring.
Two men were shot in the [Bronx|US|PPL/ADM] on Saturday night, police said.
He has lived in [The Gambia|GM|PCL] since 2004.
Farmers in the [Netherlands|NL|PCL] blocked two roads.
The [Bahamas|BS|PCL] and [Haiti|HT|PCL] were hit by the storm.
The [Philippines|PH|PCL] sent rice to [Vietnam|VN|PCL].
The family moved from [Los Angeles|US|PPL] to [El Paso|US|PPL].
The Guardian reported that sales had fallen.
The Bush years were good for builders, the report said.
The Hamilton brothers opened a second bakery.
Mayor Reggie London opened the pool on Friday. London said the water was cold.
Brooklyn Beckham and his wife arrived late.
Paris Hilton signed copies of the book for two hours.
Jordan Spieth missed a short putt at the last hole.
Barbara Windsor played the landlady, and Windsor was loved for it.
Lewis Hamilton won again; Hamilton thanked his engineers.
Detective Carl Boston took the stand, and Boston wept.
Mrs. Florence Kent, 81, remembered the flood.
Her lawyer, Austin Wells, declined to comment.
The USS Boise left port before dawn.
The destroyer Hobart joined the search off [Darwin|AU|PPL].
HMS Kent and the frigate Lancaster trained off [Scotland|GB|ADM].
Reading is taught in the first year.
Mobile phones were banned from the hall.
Turkey with gravy was served to the guests.
Nice work, said the coach, and left.
Bath time is the best part of the day, parents said.
Orange juice is cheaper than it was.
The temple was built in 480 BC by masons.
Traders on [Wall Street|US|] expect a calm week.
[Downing Street|GB|] refused to comment, and the [White House|US|] said nothing either.
The [Pentagon|US|] denied it.
A [Philippine|PH|PCL] court freed the two sailors.
Shepherds in [Andean||] villages lost their herds.
The singer recorded ten [Basotho|LS|PCL] songs.
[Swiss|CH|PCL] and [Kenyan|KE|PCL] runners led from the start.
Fires burned across [Idaho|US|ADM1], and the governor asked [Washington|US|PPLC] for aircraft.
She climbed [Kilimanjaro|TZ|MT] at the age of 70.
The telescope stands in the [Atacama|CL|DSRT], the driest desert.
[Russian|RU|PCL] shells hit [Kherson|UA|PPL] before sunrise.
[Key West|US|PPL|Florida], [Florida|US|ADM1], lies 90 miles north of [Havana|CU|PPLC].
A pilot from [Ohio|US|ADM1] landed in [Lima|PE|PPLC] on Tuesday.
Bears were seen near a cabin on [Svalbard|SJ/NO|].
The boat sank off [Kos|GR|ISL/PPL], and nine people drowned.
[China|CN|PCL] moved more missiles opposite [Matsu|TW|], an officer said.
A quake shook [Izmir|TR|PPL] and was felt in [Athens|GR|PPLC].
Protests spread from [Tunis|TN|PPLC] to [Sfax|TN|PPL] in two days.
Flights from [Manchester|GB|PPL] to [Dublin|IE|PPLC] were late.
The army shelled three villages near [Aleppo|SY|PPL], in northern [Syria|SY|PCL].
Police in [Springfield|US|PPL|Illinois], [Illinois|US|ADM1], arrested a man.
The prize went to two chemists in May.
Mr. Sunday and Ms. March have left the board.
Amazon cut a thousand jobs, and Apple none.
Chelsea Manning spoke by telephone.
Dallas Green managed the team for years, and Green was strict.
Jackson, who scored twice, was named player of the match.
"""

UNSEEN = """
The tribunal in [The Hague|NL|PPL] freed the general.
He flew from [Nairobi|KE|PPLC] to [The Hague|NL|PPL] for the hearing.
Pilgrims gathered outside the [Vatican|VA/IT|PCL/GOVL/PPL] on Easter Sunday.
The [Kremlin|RU|GOVL] dismissed the report.
Soldiers from the [Gambia|GM|PCL] crossed into [Senegal|SN|PCL].
Cruise ships returned to the [Bahamas|BS|PCL] in June.
The [Netherlands|NL|PCL] and [Belgium|BE|PCL] share the river.
The [Maldives|MV|PCL] lost a third of its beaches, the ministry said.
Drought hit the [Sahel||RGN] again.
They hiked in the [Ozarks|US|] for a week.
She drove from [La Paz|BO|PPL] to [Las Cruces|US|PPL].
The Economist called it a mistake.
The Lincoln family kept the letters.
The Washington brothers sold the farm.
Mayor Anita Paris thanked the crews. Paris said the worst was over.
Sheriff Dale Houston closed the road, and Houston asked drivers to wait.
Georgia Moffat and her husband bought the house.
Savannah Guthrie interviewed the senator.
India Hicks designed the room.
Preston Sturges made the film in a month.
Kate Winslet and Jack Huston read the parts, and Huston sang.
Dr. Victoria Lancaster, a surgeon, disagreed.
Her neighbour, Troy Bedford, called the police.
Denzel Washington stars in it; Washington also produced.
The USS Nashville was towed home.
The submarine Toledo surfaced near [Norfolk|US|PPL].
The frigate Halifax and HMAS Perth met in [Auckland|NZ|PPL].
Sandwich shops have doubled in number.
Battle lines were drawn over the budget.
China cups were set on the table.
Chile peppers give the sauce its heat.
Deal or no deal, the minister must resign.
Hull damage was found on two ships.
The wall was raised in 146 BC, and a gate was added later.
Analysts on [Wall Street|US|] had hoped for more.
The [White House|US|] and [Capitol Hill|US|] are at odds.
[Downing Street|GB|] said the visit to [Riyadh|SA|PPLC] would go ahead.
[Tibetan|CN|] monks walked to the border with [Nepal|NP|PCL].
An [Icelandic|IS|PCL] trawler rescued four [Danish|DK|PCL] sailors.
Villagers heard a [Ghanaian|GH|PCL] choir.
A [Bavarian|DE|ADM1] brewer bought the [Czech|CZ|PCL] firm.
Floods cut roads in [Montana|US|ADM1], and officials in [Washington|US|PPLC] promised help.
Six climbers died on [Annapurna|NP|MT] in October.
Nomads cross the [Gobi||DSRT] with camels.
Drones struck [Kharkiv|UA|PPL] and [Zaporizhzhia|UA|PPL] overnight.
A couple from [Texas|US|ADM1] were robbed in [Athens|GR|PPLC] last week.
The delegation left [Georgia|US|ADM1] and [Alabama|US|ADM1] for [Cairo|EG|PPLC].
Wine from [Crete|GR|ISL/ADM1] was served.
Ferries to [Gozo|MT|ISL] stopped at noon.
Turtles nest on [Zanzibar|TZ|ISL/ADM1/PPL].
Rebels took [Goma|CD|PPL] and marched on [Bukavu|CD|PPL].
A bridge fell in [Genoa|IT|PPL], and trains to [Turin|IT|PPL] were stopped.
The plant in [Birmingham|US|PPL|Alabama], [Alabama|US|ADM1], will close.
Snow fell from [Leeds|GB|PPL] to [Aberdeen|GB|PPL].
The company said in April that it would move.
Ms. Summer and Mr. Winter lead the firm.
Shell and Boeing raised their forecasts.
Orlando Bloom plays the pirate.
Logan Paul lost the fight in round four.
Clinton, who won easily, thanked the voters.
"""

ALIKE = """
Nokia said its net loss had narrowed.
Shares in Toyota and Honda fell in [Tokyo|JP|PPLC].
The drugmaker Bayer settled the case in [St. Louis|US|PPL].
Santander will close nine branches in [Wales|GB|ADM1].
A Kia dealer in [Denver|US|PPL] was fined.
She sold her Hershey stock in March.
Vodafone named a new chief executive.
Investors in Corning asked for a vote.
Jordan sneezed, and everybody laughed.
“I never liked the house,” said Savannah.
Austin and his wife have three children.
Their daughter, Paris, starts school in September.
When Madison woke, the train had left.
Chelsea forgot her keys again.
Ask Virginia, she knows the recipe.
Hurricane Florence flooded two counties.
The Jackson sisters bought the shop.
The London twins were born in [Leeds|GB|PPL].
Detectives spoke to Marcus Boston, and Boston denied it.
He said that Paisley, a plumber, had fixed the roof.
The Tampa capsized with all hands.
Divers found the wreck of the Arizona.
The ferry Norfolk ran aground off [Jersey|JE|].
He went aboard the Halifax in [Boston|US|PPL].
They opened a bottle of Bordeaux.
Spread some Dijon on the bread.
A slice of Parma ham costs a dollar.
China plates lined the wall.
Turkey sandwiches were handed out.
Reading matters more than writing.
Mobile sales grew by a tenth.
Trucks were banned from US 50 after the crash.
The musical Chicago is back on stage.
Lincoln, a border collie, saved the lamb.
The greyhound Geneva won by a length.
[Nokia|FI|PPL] lies west of [Tampere|FI|PPL].
Two people were hurt in a fire in [Santander|ES|PPL].
[Jordan|JO|PCL] closed its border with [Syria|SY|PCL].
Doctors in [Florence|IT|PPL] freed the patient.
[Georgia|GE|PCL] and [Armenia|AM|PCL] signed the treaty.
The bishop of [Bath|GB|PPL] resigned.
Police in [Reading|GB|PPL] and [Slough|GB|PPL] found the car.
In [Toledo|ES|PPL] the old town was flooded, as it was in [Madrid|ES|PPLC].
Near [Marseille|FR|PPL] a forest burned.
[Chile|CL|PCL] exports more copper than [Peru|PE|PCL].
[Turkey|TR|PCL] recalled its ambassador from [Athens|GR|PPLC].
[Chinese|CN|PCL] ships left [Manila|PH|PPLC].
[Cardiff|GB|PPL] beat [Swansea|GB|PPL] 2-1.
[Kyiv|UA|PPLC] told [Moscow|RU|PPLC] that it would not sign.
[Bosnian|BA|PCL] [Serbs|RS|PCL] left the hall.
"""

_MARK = re.compile(r"\[([^|\]]+)\|([^|\]]*)\|([^|\]]*)(?:\|([^|\]]*))?\]")


@cache
def core() -> PlaceSource:
    return open_gazetteer()


def faults(line: str) -> list[str]:
    """What is wrong with the reading of a marked sentence."""
    expected: dict[tuple[int, int], tuple[str, str, str]] = {}
    text, last = "", 0
    for mark in _MARK.finditer(line):
        text += line[last : mark.start()]
        expected[len(text), len(text) + len(mark[1])] = mark[2], mark[3], mark[4] or ""
        text += mark[1]
        last = mark.end()
    text += line[last:]
    wrong = []
    found = {(m.start, m.end): m for m in read_mentions(Document("t", text), tokenize(text), core())}
    for (start, end), (countries, codes, units) in expected.items():
        mention = found.pop((start, end), None)
        if mention is None:
            wrong.append(f"missed: {text[start:end]}")
            continue
        place = core().places([mention.place])[mention.place] if mention.place else None
        if (
            place is None
            or (countries and place.country not in countries.split("/"))
            or not place.feature_code.startswith(tuple(codes.split("/")))
            or (units and place.admin1 not in units.split("/"))
        ):
            wrong.append(f"taken for {mention.place}: {mention.text}")
    wrong += [f"false alarm: {m.text}" for m in found.values() if m.kind != "embedded"]
    return wrong


def lines(half: str) -> list[str]:
    return half.strip().splitlines()


@pytest.mark.parametrize(
    ("half", "least"), [(SEEN, 0.85), (UNSEEN, 0.85), (ALIKE, 0.7)], ids=["seen", "unseen", "alike"]
)
def test_most_sentences_of_news_are_read_without_a_fault(half: str, least: float):
    wrong = {line: found for line in lines(half) if (found := faults(line))}
    assert 1 - len(wrong) / len(lines(half)) >= least, wrong
