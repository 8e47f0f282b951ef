"""What single words say about the names around them: titles, prepositions, kinds of organisation, kinds of place.

The closed lists stand here. The open ones (first names and surnames of the US census, common words of a spelling
dictionary) are in `words.txt.gz`, one list a line, most frequent first.
"""

from __future__ import annotations

import gzip
import zlib
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from geo.folding import fold_token

_TITLES = """
mr mrs ms miss dr prof professor sir lord lady dame president chairman chairwoman chief sheriff deputy officer
officers sgt sergeant lt lieutenant capt captain maj major col colonel gen general adm admiral cmdr commander cpl
pvt pfc det detective trooper inspector constable marshal gov governor sen senator rep representative congressman
congresswoman mayor councilman councilwoman alderman commissioner minister secretary ambassador judge justice
attorney prosecutor rev reverend father pastor bishop archbishop cardinal pope imam rabbi sheikh king queen prince
princess emperor coach manager director principal superintendent spokesman spokeswoman spokesperson author actor
actress singer rapper quarterback pitcher senators reps sens messrs brother sister uncle aunt saint premier
chancellor lawmaker legislator
"""
_PLACE_PREPOSITIONS = """
in near at from to into across outside inside around throughout toward towards via between off along beyond over
opposite within through against north south east west northeast northwest southeast southwest northern southern eastern
western central downtown nearby mainland rural upstate suburban neighboring neighbouring
"""
_OTHER_PREPOSITIONS = (
    "of for by with on about as after before under like than and or but with without among amid versus vs"
)
_DETERMINERS = """
the a an this that these those his her its their our my your some any all no every each
"""
_SAYING = """
said says say told tells asked added adds wrote writes thinks believes argued noted notes explained insisted
recalled replied testified joked warned announced claims claimed admitted concluded stated remembers who was is has
had
"""
_ORGANISATIONS = """
university college school high elementary academy institute hospital clinic center centre police department dept
sheriff office court courthouse church cathedral temple mosque museum library theater theatre hotel inn restaurant
club company co corp corporation inc llc ltd bank group association assn society foundation fund union league party
committee council commission board agency authority bureau ministry army navy force forces guard corps marines
fleet regiment brigade division battalion times post herald tribune news journal gazette press star daily chronicle
telegraph guardian magazine radio television tv network broadcasting channel chamber conference cup bowl festival
games open championship team fc united city rovers airlines airways railway railroad act bill treaty agreement
accord award prize project program programme service services systems industries international technologies energy
electric power products motors house senate parliament congress district schools stadium arena hall mall plaza
tower building orchestra symphony opera ballet band review today observer sun mirror examiner registrar federation
organization organisation
"""
_PLACE_NOUNS = """
county parish province state district prefecture region territory borough township town village city municipality
commune canton oblast republic kingdom emirate governorate island islands isle isles archipelago peninsula cape
point bay gulf sea ocean strait straits channel sound lake lakes lagoon river creek stream brook falls canal
reservoir dam harbor harbour port mount mountain mountains mt hill hills peak ridge range valley canyon gorge plain
plains plateau desert forest woods park reserve refuge beach coast shore basin delta glacier pass oasis reef atoll
airport airfield airbase base camp fort station bridge highway road street avenue boulevard lane drive route
interstate freeway square heights
"""
_DAYS = """
january february march april may june july august september october november december jan feb mar apr jun jul aug
sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat
sun
"""
_DIRECTIONS = """
north south east west northeast northwest southeast southwest northern southern eastern western central upper lower
"""
_VESSELS = """
uss hms ss hmas hmcs uscgc js ins mv ship destroyer frigate carrier submarine cruiser yacht flagship steamer steamship
liner trawler tanker schooner freighter minesweeper battleship warship icebreaker tugboat
"""
_NATIONALS = """
people citizens officials government president minister embassy troops forces soldiers army national nationals
authorities language culture food art community immigrants economy market company tourists voters students
"""
_FIRMS = """
adidas adobe airbnb airbus aldi alibaba amazon apple aramco astrazeneca audi baidu bayer bentley bloomberg bmw boeing
bosch bridgestone cadillac canon carlsberg carrefour cartier chevrolet chevron chrysler cisco corning cummins dacia
danone dell delta disney dodge ericsson exxon facebook fedex ferrari fiat firestone ford gap gazprom glencore goldman
goodyear google gucci heineken heinz hermes hershey hitachi honda huawei hyundai ibm ikea intel kawasaki kellogg kia
komatsu lenovo lidl lilly lloyds lufthansa maersk mazda mcdonald mercedes merck meta michelin microsoft mitsubishi
mitsui moderna morrisons nestle netflix nike nintendo nissan nokia novartis nvidia omega opel oracle orange panasonic
petrobras peugeot pfizer philips pontiac porsche prada prudential puma reuters ricoh roche rolex rosneft ryanair saab
safran samsung santander scania sharp shell siemens skoda solvay sony starbucks subaru suzuki takeda target tass tata
tencent tesco tesla thales toshiba toyota uber unilever vauxhall verizon vodafone volkswagen volvo walmart xiaomi
xinhua yahoo yamaha zara
"""
_TRADING = """
share shares stock stocks shareholder shareholders investor investors profit profits revenue revenues earnings sales
turnover dividend dividends margin margins quarter quarterly ceo cfo executive executives inc plc corp gmbh ltd
customer customers carmaker automaker retailer maker manufacturer chipmaker brewer airline lender drugmaker insurer
supermarket brand brands startup conglomerate subsidiary merger takeover acquisition stake patent patents recall
recalls recalled recalling launch launched launches unveiled product products model models dealer dealers dealership
store stores truck trucks pickup pickups sedan laptop laptops phone phones smartphone smartphones handset vehicles car
cars suv suvs electric batteries chips software app apps warranty factory plant assembly analyst analysts
"""
_PLAYING = """
scored scores scoring goal goals points rebounds assists touchdown touchdowns inning innings wicket wickets penalty
striker midfielder goalkeeper winger defender batsman bowler pitcher quarterback halftime playoff playoffs season
match matches game games coach league squad fixture beat beats defeated thrashed champions tournament final semifinal
overtime kicked batted bowled runs homer homered basket baskets shutout derby transfer midfield kickoff
"""
_ACTING = """
laughed laughs smiled smiles nodded nods wept weeps sighed sighs shrugged shrugs cried cries grinned frowned blushed
whispered muttered shouted sang sings danced dances ate eats drank drinks slept sleeps woke wakes sat sits stood knelt
walked walks ran married marries divorced proposed proposes kissed hugged waved waves yawned sneezed coughed died dies
lived lives knew thought thinks felt feels loved loves hated remembered forgot forgets swore apologised apologized
confessed graduated retired resigned auditioned starred stars plays played wore wears dressed shaved studied enrolled
giggled winked gasped snored stammered phoned texted tweeted posed poured cooked baked knitted
"""
_CONNECTORS = """
of the and de la le les du des del della di da do dos das el al y e en sur sous upon on in am an der den van von bei au
aux l d s under by es ez er ech esh nad pod och
"""
CONNECTORS = frozenset(_CONNECTORS.split())
_AFLOAT = """
aboard torpedoed sank sunk capsized aground scuttled moored hull crew captain skipper keel stern deck decks
mast masts rudder sailed sailing drydock shipyard torpedo torpedoes lifeboat lifeboats knots sailors mutiny docked
berth ferry cutter brig tug wreck wreckage shipwreck salvaged rammed scrapped
"""
_MEASURES = """
bottle bottles glass glasses cup spoonful spoonfuls spoon slice slices wedge pinch case plate jar pound drop crate sip
tablespoon tablespoons teaspoon teaspoons dash splash bowl barrel cask flask dollop chunk block tin tins sprinkling
helping portion litre litres liter liters ounce ounces grams kilo bunch handful pot mug pint pints carton packet
"""
_FARE = """
sauce cheese ham sausage sausages mustard salad wine wines ale pepper peppers nuts beans oranges orange lamb broth
stew pie pies biscuit biscuits tea rum sandwich sandwiches soup curry pudding steak gravy sprouts onions melon melons
cream butter vinegar chillies chilies cake cakes bun buns tart tarts bread chicken beef pork bacon duck potatoes rice
noodles dumplings coffee brandy whisky gin vodka beer oysters lobster prawns roast stuffing cups plates vase vases
teapot teacups saucers bowls figurines doll dolls boots hat hats wool leather carpet lace tweed sandals shawl slippers
"""
_BEINGS = """
man woman boy girl child baby husband wife widow widower son daughter nephew niece cousin grandfather grandmother
friend neighbour neighbor colleague teacher student pupil farmer nurse doctor surgeon dentist lawyer solicitor
barrister clerk driver soldier sailor drummer carpenter plumber electrician mechanic engineer architect waitress
waiter barber baker butcher cook chef poet painter sculptor novelist journalist reporter editor photographer dancer
musician pianist guitarist violinist comedian model banker accountant broker trader shepherd fisherman miner labourer
laborer pensioner volunteer activist hiker climber runner boxer wrestler jockey trainer defendant suspect victim
witness inmate heir servant maid gardener librarian scientist chemist physicist biologist historian philosopher
veteran pilot skipper dog cat horse greyhound spaniel labrador terrier collie poodle puppy mare colt filly foal
gelding stallion pony bull cow elephant tiger lion bear wolf whale dolphin parrot pigeon chimpanzee gorilla panda
tortoise
"""
FIRMS = frozenset(_FIRMS.split())
CLASSES = (
    _TITLES,
    _PLACE_PREPOSITIONS,
    _OTHER_PREPOSITIONS,
    _DETERMINERS,
    _SAYING,
    _ORGANISATIONS,
    _PLACE_NOUNS,
    _DAYS,
    _DIRECTIONS,
    _VESSELS,
    _NATIONALS,
    _FIRMS,
    _TRADING,
    _PLAYING,
    _ACTING,
    _AFLOAT,
    _MEASURES,
    _FARE,
    _BEINGS,
)

LOWER, CAPITAL, CAPITALS, INITIAL, MIXED, DIGIT, MARK, CASELESS = range(8)
_BITS: dict[str, int] = {}
for _bit, _words in enumerate(CLASSES):
    for _word in _words.split():
        _BITS[_word] = _BITS.get(_word, 0) | 1 << _bit
COMMA = 1
_MARKS = {
    ",": COMMA,
    ".": 2,
    "(": 3,
    ")": 4,
    '"': 5,
    "“": 5,
    "”": 5,
    ":": 6,
    ";": 6,
    "-": 7,
    "--": 8,
    "—": 8,
    "–": 8,
    "/": 9,
}

# Columns of a word's row.
SHAPE, MARK_KIND, DICTIONARY, FIRST_NAME, SURNAME, LENGTH, SUFFIX, CLASS = 0, 1, 2, 3, 4, 5, 6, 7
COLUMNS = 7 + len(CLASSES)
TITLE, PLACE_PREPOSITION, PREPOSITION, DETERMINER, SAYING, ORGANISATION = range(CLASS, CLASS + 6)
PLACE_NOUN, VESSEL, NATIONAL = CLASS + 6, CLASS + 9, CLASS + 10
SPOKEN_OF = slice(CLASS + 12, CLASS + 18)  # what a sentence may speak of: trade, play, doings, ships, measures, fare
BEING = CLASS + 18
# A word's codes: a number that stands for the lower-cased word; the same, but 0 for a word that is no ordinary one; one
# for its last three letters; its suffix; its shape; whether it is in the dictionary, a surname, a first name; whether
# it may well be a surname after a first name; whether it is a first name or a title written as a name; whether it is no
# part of the name before it.
WORD, ORDINARY, ENDING, ENDED, FORM, IN_DICTIONARY, FAMILY, GIVEN, SURNAMED, PERSONAL, CUTTING = range(11)
CODES = 11
_POSSESSIVES = frozenset({"'s", "’s", "ʼs"})
_SUFFIXES = (
    *("ville", "burg", "ton", "town", "ford", "field", "land", "stan", "shire", "wood", "dale", "port", "mouth", "ham"),
    *(
        "ese",
        "ian",
        "ians",
        "ans",
        "ish",
        "can",
        "cans",
        "eans",
        "ers",
        "s",
        "a",
        "o",
        "i",
        "e",
        "ing",
        "ed",
        "er",
        "y",
    ),
)
# The suffixes by their last letter, each with its number.
_ENDING_WITH: dict[str, list[tuple[str, int]]] = {}
for _number, _suffix in enumerate(_SUFFIXES, 1):
    _ENDING_WITH.setdefault(_suffix[-1], []).append((_suffix, _number))


@cache
def levels() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """How common a word is as a dictionary word, a first name and a surname: 8 for the top, 1 for the rarest kept."""
    data = gzip.decompress(resources.files("geo.mentions").joinpath("words.txt.gz").read_bytes()).decode()
    dictionary, first, last = (
        {word: max(1, 14 - rank.bit_length()) for rank, word in enumerate(line.split(), 2)} for line in data.split("\n")
    )
    return dictionary, first, last


def shape_of(word: str) -> int:
    """How a word is written, as one of the constants from `LOWER` to `CASELESS`."""
    head = word[0]
    if head.isalpha():
        if head.islower():
            return LOWER if word.islower() else MIXED
        if not head.isupper():
            return CASELESS
        letters = word.replace(".", "")
        if len(letters) == 1:
            return INITIAL
        if letters.isupper():
            return CAPITALS
        return CAPITAL if word[1:].islower() else MIXED
    return DIGIT if head.isdigit() else MARK


class Words:
    """What is known of each distinct word, gathered once a word and kept for the next document.

    Attributes:
        folded: The folded form of each word, by row.
        table: (rows, COLUMNS) what the lists and the spelling say of the word.
        codes: (rows, CODES) whole numbers by which the linear model knows the word.
    """

    LIMIT = 60_000  # rows kept before the memory is emptied, some 10 MB

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._new()

    def _new(self) -> None:
        self._rows.clear()
        self.folded: list[str] = [""]
        self.table = np.zeros((1024, COLUMNS), np.float32)
        self.codes = np.zeros((1024, CODES), np.uint64)
        self.table[0, SHAPE] = self.codes[0, FORM] = MARK

    def rows(self, words: list[str]) -> npt.NDArray[np.int64]:
        """Row of each word; row 0 stands for what lies beyond the text's ends."""
        known = self._rows
        if len(known) > self.LIMIT:
            self._new()
        try:
            return np.fromiter(map(known.__getitem__, words), np.int64, len(words))
        except KeyError:
            self._learn(list(set(words).difference(known)))
            return np.fromiter(map(known.__getitem__, words), np.int64, len(words))

    def _learn(self, words: list[str]) -> None:
        """Add a row for each of these words, none of which has one."""
        begin = len(self.folded)
        end = begin + len(words)
        while end > len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table)])
            self.codes = np.concatenate([self.codes, np.zeros_like(self.codes)])
        lowered = [word.lower() for word in words]
        bits = np.array([_BITS.get(lower.rstrip("."), 0) for lower in lowered])
        values = self.table[begin:end]
        values[:, SHAPE] = [shape_of(word) for word in words]
        values[:, MARK_KIND] = [_MARKS.get(word, 0) for word in words]
        for column, level in zip((DICTIONARY, FIRST_NAME, SURNAME), levels(), strict=True):
            values[:, column] = [level.get(lower, 0) for lower in lowered]
        values[:, LENGTH] = np.minimum([len(word) for word in words], 20)
        values[:, SUFFIX] = [_suffix_of(lower) for lower in lowered]
        values[:, CLASS:] = bits[:, None] >> np.arange(len(CLASSES)) & 1
        # "In" and "An" are on the census's list, and names of hardly anyone where a sentence begins.
        values[values[:, [PLACE_PREPOSITION, PREPOSITION, DETERMINER]].max(1) > 0, FIRST_NAME] = 0
        codes = self.codes[begin:end].T
        codes[WORD] = [zlib.crc32(lower.encode()) for lower in lowered]
        codes[ORDINARY] = np.where((values[:, DICTIONARY] > 0) | (bits > 0), codes[WORD], 0)
        codes[ENDING] = [zlib.crc32(lower[-3:].encode()) for lower in lowered]
        codes[FORM], codes[ENDED] = values[:, SHAPE], values[:, SUFFIX]
        codes[[IN_DICTIONARY, FAMILY, GIVEN]] = values[:, [DICTIONARY, SURNAME, FIRST_NAME]].T > 0
        named = (values[:, SURNAME] > 0) | (values[:, DICTIONARY] == 0)
        codes[SURNAMED] = named & (values[:, [ORGANISATION, PLACE_NOUN, NATIONAL]].max(1) == 0)
        codes[PERSONAL] = (values[:, SHAPE] == CAPITAL) & (values[:, [FIRST_NAME, TITLE]].max(1) > 0)
        codes[CUTTING] = values[:, [TITLE, ORGANISATION, NATIONAL]].max(1) > 0
        # The possessive is glued to its noun where it is part of a name ("St. John's").
        self.folded += [
            "'" if lower in _POSSESSIVES else fold_token(word) for word, lower in zip(words, lowered, strict=True)
        ]
        self._rows.update(zip(words, range(begin, end), strict=True))


def _suffix_of(lower: str) -> int:
    """The number of the first suffix that a word ends with, counted from 1; 0 for none."""
    for end, number in _ENDING_WITH.get(lower[-1], ()):
        if lower.endswith(end):
            return number
    return 0
