"""How far the lines of borders are from the lengths that are given for them.

usage: python -m benchmarks.borders

Prints the line that two countries' outlines share, the length that is commonly given (kilometres, most as The World
Factbook has them, written down by hand), and how many times the line it is. `geo.verdicts.border` stands on these.
"""

from __future__ import annotations

import statistics

from gazetteer import open_gazetteer
from geo.asking import look_up
from geo.measures.atlas import atlas_of
from geo.options import Options

GIVEN_KM = """
Afghanistan	Pakistan	2670
Andorra	France	55
Argentina	Chile	5308
Belarus	Poland	418
Brazil	Bolivia	3403
Brazil	Uruguay	1050
Brunei	Malaysia	266
Bulgaria	Romania	605
Cameroon	Chad	1116
Canada	United States	8891
Chad	Nigeria	85
China	India	2659
China	Mongolia	4630
China	North Korea	1352
Croatia	Bosnia and Herzegovina	956
Croatia	Slovenia	600
Egypt	Sudan	1276
Estonia	Russia	324
Ethiopia	Kenya	867
Finland	Russia	1340
France	Brazil	649
France	Spain	623
Gambia	Senegal	749
Georgia	Russia	894
Germany	Poland	467
Germany	Switzerland	348
Ghana	Togo	1098
Gibraltar	Spain	1.2
Haiti	Dominican Republic	376
Hungary	Austria	331
India	Bangladesh	4097
India	Nepal	1770
India	Pakistan	3190
Iran	Iraq	1599
Ireland	United Kingdom	499
Israel	Egypt	208
Israel	Lebanon	81
Jordan	Israel	307
Kazakhstan	Russia	7644
Kenya	Uganda	814
Laos	Thailand	1845
Lesotho	South Africa	1106
Libya	Egypt	1115
Liechtenstein	Austria	34
Luxembourg	Germany	128
Malawi	Mozambique	1498
Malawi	Tanzania	512
Mozambique	Zimbabwe	1402
Myanmar	China	2129
Namibia	Angola	1427
Netherlands	Germany	575
North Korea	South Korea	238
Norway	Russia	191
Norway	Sweden	1630
Oman	United Arab Emirates	609
Papua New Guinea	Indonesia	824
Paraguay	Argentina	2531
Peru	Bolivia	1212
Poland	Russia	210
Rwanda	Burundi	315
San Marino	Italy	37
Saudi Arabia	Yemen	1307
Spain	Portugal	1224
Switzerland	France	525
Switzerland	Italy	744
Thailand	Cambodia	817
Timor-Leste	Indonesia	253
Turkey	Syria	909
Uganda	Tanzania	391
Ukraine	Russia	1944
United States	Mexico	3145
Vietnam	Laos	2161
Zambia	Zimbabwe	763
"""


def main() -> None:
    """Measure and print."""
    source = open_gazetteer()
    atlas = atlas_of(source)
    ratios = []
    for row in GIVEN_KM.strip().splitlines():
        one, two, given = row.split("\t")
        places = [look_up(name, source, Options(), feature="PCL", limit=1)[0][0] for name in (one, two)]
        line = atlas.common_border(*places) / 1000
        ratios.append(float(given) / line)
        print(f"{one + ' - ' + two:45s} {line:7,.0f} km, given {float(given):7,.0f}: {ratios[-1]:.2f} times")
    ratios.sort()
    print(f"{len(ratios)} borders: {ratios[0]:.2f} to {ratios[-1]:.2f}, the middle one {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
