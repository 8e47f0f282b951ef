"""The closed lists of words that the reading of claims stands on."""

from __future__ import annotations


def word_set(listed: str) -> frozenset[str]:
    """A set of words written as one string."""
    return frozenset(listed.split())


PREPOSITIONS = word_set(
    "of in on at from to by near with into onto off between across through over under along around round via past "
    "toward towards inside within outside beyond behind below above beneath against about for during after before "
    "since until upon among amid opposite beside besides down up throughout facing bordering without like as"
)
CONJUNCTIONS = word_set("and or but nor yet while whereas because since although though so when where if than")
RELATIVES = frozenset({"which", "that", "who", "whose", "whom", "where"})
ARTICLES = frozenset({"the", "a", "an"})
DETERMINERS = word_set(
    "the this that these those its his her their our my your said same a an another some any each every no one two "
    "three four five six seven several both all many few other such most either neither"
)
DEFINITE = word_set("the this that these those its his her their our my your said both")
POSSESSIVE_PRONOUNS = frozenset({"its", "his", "her", "their", "our", "my", "your"})
PLACE_PRONOUNS = frozenset({"it", "they", "which", "this", "these", "them", "both"})
PERSON_PRONOUNS = word_set(
    "i we he she you who us him me someone everyone one we're we’re you're you’re they're they’re i'm i’m"
)
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "am"})
# Verbs that say where a thing is, and participles that do after "is" or a comma.
LYING = word_set(
    "lies lie lay sits sit sat stands stand stood remains remain remained rests begins begin began starts ends ended "
    "occurs occurred rises rose comes come came clings clung nestles huddles perches sprawls"
)
STANDING = LYING | word_set(
    "lying sitting standing located situated situate placed set seated nestled found based built perched positioned"
)
# Who "found gas" or "built a dam" is no place, though what "is found" somewhere is one.
DOING = frozenset({"found", "built", "set", "placed"})
# What follows "is" where a clause says what or where its subject is.
SAYING_WHAT = (
    ARTICLES
    | STANDING
    | word_set(
        "formed founded established created laid opened midway halfway one in at on near between part among considered "
        "called named "
        "known home about only just less more within"
    )
)
# Nouns before the name of a ship.
VESSELS = word_set(
    "steamer ship boat vessel schooner brig frigate submarine destroyer carrier trawler tanker "
    "freighter ferry yacht dhow lightship uss hms hmas hmcs hmnzs usns uscgc rms rfa mv"
)
# Words of an event, which is where it happens and not what is named.
EVENTS = word_set("earthquake earthquakes quake epicenter epicentre tremor aftershock temblor")
VEHICLES = word_set(
    "train trains bus buses coach coaches lorry lorries truck trucks tram trams taxi taxis car cars cyclist cyclists"
)
# What moves, or happens somewhere: "it" is such a thing, not a place that is named beside it.
MOVERS = (
    VESSELS
    | EVENTS
    | VEHICLES
    | word_set(
        "plane aircraft airliner jet helicopter drone missile rocket satellite balloon glider convoy column fleet army "
        "flotilla storm hurricane typhoon cyclone tornado fire wildfire blaze flood avalanche plume cloud slick spill "
        "iceberg wreck wreckage van caravan expedition body whale shark herd "
        "canoe raft dinghy aeroplane airship shell bomb meteorite front"
    )
)
# Words in the names of bodies of people.
BODIES = word_set(
    "division brigade regiment cavalry infantry battery battalion squadron squadrons corps company companies army "
    "police patrol airlines airways rail society association committee ministry department agency party league "
    "inc corp ltd snr jr administration bureau authority commission council"
)
# Verbs after which a clause says what somebody says.
REPORTING = word_set(
    "said says say claimed claims claim reported reports report believes believe insists insisted announced added "
    "noted warned estimates estimated told determined believed thought suggested suggests confirmed"
)
# Nouns of time and measure, which are no things that lie somewhere.
TIMES = word_set(
    "night nights day days morning evening afternoon week weeks year years month months hour hours minutes time times "
    "moment total distance century centuries decade decades"
)
# Nouns of what is no place to measure from.
NOWHERE = word_set("surface ground earth seabed seafloor waterline sky air space orbit atmosphere stratosphere")
# Words in the names of contests.
CONTESTS = word_set("tour marathon rally prix cup games championship championships")
# Words that open a clause on which another depends.
SUBORDINATING = word_set("if when while although though because since as after before once whereas")
# Pasts of verbs that do not end in "-ed".
PASTS = word_set(
    "sank fell broke struck hit blew burst shot fought held met went overran withdrew dug kept took gave saw sent "
    "brought drew caught put threw"
)
# Verbs that give an extent.
STRETCHING = word_set(
    "stretches stretch stretched stretching extends extend extended extending runs run ran running spans span "
    "spanned spanning narrows narrowed widens measures measure measured measuring covers covered cover covering "
    "winds flows flow flowed flowing meanders"
)
# Verbs of going, and of a road that leads somewhere.
TRAVELLING = word_set(
    "marched marches marching moved moves moving drove drives driving driven drive travelled traveled travel travels "
    "travelling traveling rode rides riding ridden ride walked walks walking walk hiked hikes hiking hike sailed sails "
    "sailing sail flew flies flying flown fly went goes going proceeded proceeds proceeding advanced advances "
    "advancing leads leading led retreated pursued trekked trekking cycled cycles pedaled journeyed rowed paddled "
    "followed fled "
    "transported hauled carried swam pushed commutes commuted commute returned return reached reach biked carries "
    "crawled skirmished fell-back retraced piped pumped shipped trucked railed ferried airlifted bused"
)
ROUTE_NOUNS = word_set(
    "route journey trip drive walk hike ride march voyage trek commute road highway trail path railway railroad line "
    "track way stage leg crossing ferry flight sail"
)
# Names and heads of lines, along which a point has no name of its own.
LINES = word_set(
    "road rd highway hwy freeway interstate route street avenue parkway turnpike motorway expressway lane trail path "
    "railway railroad river creek stream canal boulevard byway pike roads highways interstates routes streets avenues "
    "trails paths railways railroads rivers creeks streams canals"
)
# Things that have a length or a width on the map.
EXTENDED = (
    LINES
    | word_set(
        "border borders frontier boundary coast coastline shoreline shore beach island islands isle islet islets "
        "peninsula strait straits channel sound valley lake reservoir loch lough strip stretch section portion "
        "segment mountain mountains ridge range glacier crater caldera corridor wall bay gulf inlet reef reefs fjord "
        "canyon gorge pass tributary desert plain park country land frontage pier isthmus gap atoll archipelago spit "
        "cape bridge tunnel causeway sea ocean basin estuary harbor harbour lagoon cliff cliffs escarpment barrier "
        "state province county district city town village ice-sheet icefield plateau forest zone waterway water belt "
        "line passage bank banks chain front loop pipeline fence footpath towpath boardwalk neck sliver tongue "
        "promenade crossing area delta atolls"
    )
) - {"pike"}
# Words that may stand between a preposition and the name that it governs: "in southern Taiwan".
DESCRIBING = word_set(
    "downtown mainland nearby central historic old northern southern eastern western upper lower greater inner outer "
    "metropolitan neighboring neighbouring present-day modern ancient rural far northeastern northwestern southeastern "
    "southwestern north south east west"
)
# Nouns that stand for the place that the text speaks of: "the town", "the island".
REFERRING_NOUNS = word_set(
    "town city village hamlet island islands isle islet archipelago municipality commune community settlement suburb "
    "township borough county district province state region prefecture territory country nation parish port resort "
    "peninsula continent subcontinent mountain mount volcano crater caldera lake river glacier bay beach cape valley "
    "neighborhood neighbourhood locality townsite "
    "reserve reef atoll city-state enclave exclave outpost metropolis strait canal"
)
# Nouns of what a country has.
OF_COUNTRIES = frozenset({"mainland", "border", "frontier"})
COUNTRY_NOUNS = frozenset({"country", "nation"})
# Nouns of places, which stand for one only where its name holds them: "the wall" for the Changde Poetry Wall.
PLACE_NOUNS = REFERRING_NOUNS | word_set(
    "capital mine airport airfield base station park castle fort monastery temple mosque church cathedral bridge dam "
    "site place area wall trail road highway channel pass creek stream waterfall falls cave plant stadium campus "
    "barrage rock crag summit peak eminence farm hall mansion terminus depot headquarters "
    "university hospital mountains hill hills forest desert seat center centre ford ferry"
)
# Nouns that are a part of a place: "its northern tip", "Cape Town's center", "the coast of Turkey".
PART_NOUNS = word_set(
    "coast coasts coastline shore shores shoreline seaboard border borders frontier boundary line limits center centre "
    "downtown capital mainland rest tip end edge point mouth outskirts suburbs banks bank side gate gates "
    "entrance foot heart waters territory soil land airspace island islands area"
)
# Those that are still the place: who is 5 km from the Danish coast is 5 km from Denmark.
OF_THE_WHOLE = PART_NOUNS - {"capital", "island", "islands", "rest", "point", "area"}
SHORE_NOUNS = frozenset({"coast", "coasts", "coastline", "shore", "shores", "shoreline", "seaboard", "waters", "beach"})
BORDER_NOUNS = frozenset({"border", "borders", "frontier", "boundary"})
CENTRE_NOUNS = frozenset({"center", "centre", "downtown"})
MONTHS_AND_DAYS = word_set(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday jan. feb. mar. apr. aug. sept. "
    "oct. nov. dec."
)
TITLES = word_set(
    "mr mr. mrs mrs. ms ms. dr dr. sir lord lady captain capt capt. major maj. colonel col. col general gen. gen "
    "lieutenant lt. lt sergeant sgt. sgt private corporal president minister senator sen. rep. governor gov. mayor "
    "judge king queen prince princess pope bishop professor prof. admiral chief officer director secretary chairman "
    "spokesman spokeswoman brig. brigadier commander rev. reverend saint-"
) - {"king", "queen", "prince", "lord"}
# Nouns of things that are not the place that they are named after: "Nice airport" is not Nice.
OWN_PLACES = word_set(
    "airport airfield base station bridge dam barrage harbor harbour port park university hospital stadium church "
    "cathedral mosque temple monastery castle fort mine plant prison peninsula subcontinent"
)
# Nouns with which a name makes a phrase of the map: "Dartford town centre", "the German mainland".
MAP_NOUNS = (
    PLACE_NOUNS
    | PART_NOUNS
    | EXTENDED
    | word_set("area areas landmass neighbor neighbour neighbors neighbours rival runway wharf capitals")
)
# Prepositions after which a name is most likely a place.
LOCATIVE = word_set("in at near from toward towards between around into outside")
# Capitalised words that begin a sentence or name no place.
NO_NAMES = (
    PREPOSITIONS
    | CONJUNCTIONS
    | RELATIVES
    | DETERMINERS
    | PLACE_PRONOUNS
    | PERSON_PRONOUNS
    | BE
    | MONTHS_AND_DAYS
    | word_set(
        "located situated lying standing only just nearly almost roughly approximately less more at least further "
        "however meanwhile according also today now then here there not as half despite during after before once "
        "because although though if when while where what how why who about some most many much several "
        "accordingly therefore thus still even ever never its rt north south east west northeast northwest southeast "
        "southwest km miles mile yards feet metres meters kilometres kilometers quarter hundred thousand couple "
        "return breaking update magnitude earthquake quake epicenter epicentre am pm a.m. p.m. utc usgs "
        "police officials troops people villagers residents soldiers somewhere anywhere nowhere everywhere sir so yes "
        "lines distance distances founded tomorrow yesterday tonight"
    )
)
