"""The patterns of the made texts, and the ordinary words that fill some of their slots.

Slots of a letter are filled with names, which `benchmarks.made_texts` draws, those of a word with one of `WORDS`.

- Places: {a} is the home, {b} and {c} are others, {z} is its country's capital, {Z} another capital, {i} and {j} are
  islands, {w} a water, {o} a river, {m} a mountain, {d} a desert or the like, {k} a seat of government, {t} a town
  whose name has an article, {g} a country that takes one, {l} one that takes it in capitals, {L} and {M} other
  countries, {e} what is of a place, {f} its people, {x} a town whose name is a common word, {X} one whose name is a
  first name, {y} a place that the gazetteer lacks.
- No places: {n} is a number, {p} and {q} are people, {s} and {r} their surnames, {h} is a title, {v} a ship, {u} a
  common word, {F} and {G} are firms, {N} and {O} first names that are a place's too, {T} is what is called as a town
  is: a thing, a beast or a work.
"""

from __future__ import annotations

import re

_WORDS = """
kin: brothers; sisters; family; twins; siblings; cousins; children; girls; boys; estate; case; trial; murders; archive
relative: husband; wife; brother; sister; son; daughter; lawyer; agent; mother; father
maker: carmaker; automaker; retailer; chipmaker; brewer; airline; lender; drugmaker; publisher; insurer; supermarket;
  manufacturer; brand; startup; software company; oil company; shipbuilder; conglomerate; phone maker; tech giant;
  giant; group; company; firm; food company; tyre maker
goods: phones; trucks; shoes; cars; tractors; laptops; batteries; engines; vans; watches; razors; bicycles; printers;
  handsets; cameras; vehicles; models; tyres; chips; pumps
thing: truck; pickup; phone; store; dealership; car; van; tractor; laptop; factory; engine; camera; dealer; sedan;
  watch; jacket; outlet; showroom; executive; shareholder
ending: Inc.; Inc; Corp.; Ltd; plc; AG; GmbH; LLC; Co.; Group; Motors; Industries
gain: profit; revenue; sales; earnings; net income; turnover; margins; orders
did: laughed; shrugged; smiled; nodded; wept; sighed; left the room; rang the bell; ate nothing; poured the tea; would
  not come; had slept badly; fell asleep; asked for the bill; was late again; scored twice; put down the phone; has
  two children; took the stand; was bowled first ball; had bought a ring; sang the second verse; hit a home run; sat
  down; waved; had been drinking
feat: scored; added; missed a penalty,; made; hit; had; threw for; rushed for; finished with
measure: a bottle of; a glass of; a spoonful of; a slice of; a wedge of; a pinch of; a case of; a plate of; a jar of;
  a pound of; two glasses of; some; a drop of; a crate of; half a bottle of
fare: sauce; cheese; ham; sausage; sausages; mustard; salad; wine; ale; pepper; peppers; nuts; beans; oranges; lamb;
  broth; stew; pie; biscuits; tea; rum; sandwich; sandwiches; soup; curry; pudding; steak; gravy; sprouts; onions;
  melons; cream; butter; vinegar; chillies
ware: cups; plates; vase; teapot; tea set; doll; dolls; cabinet; bowls; figurines; saucers; boots; hat; hats; wool;
  leather; carpet; lace; chair; terrier; rose; tweed; sandals
side: Tigers; Falcons; Rovers; Wanderers; Scorpions; Bears; Pirates; Rangers; Lions; Bulls; Warriors; Hornets;
  Raiders; Sharks; Stars; Kings; Eagles; Blues; Miners; Storm; Heat; Dockers; Mariners; Chiefs; Panthers; Thunder;
  Knights; Royals; Saints; Giants; Braves
player: striker; midfielder; goalkeeper; winger; defender; fly-half; batsman; left-back; guard
sank: was torpedoed; sank; ran aground; was raised; was launched; docked; struck a mine; caught fire; capsized; was
  scrapped; was boarded by pirates; hoisted her flag; lost her rudder; was towed in
craft: ferry; trawler; tanker; schooner; liner; steamer; yacht; cutter; tug; brig; freighter
being: drummer; nurse; farmer; carpenter; widow; student; driver; barber; plumber; retired teacher; lawyer; soldier;
  shepherd; engineer; waitress; neighbour; baker; poet; cook; banker
beast: greyhound; filly; mare; colt; spaniel; bull; gelding; cat; labrador; parrot; foal
work: musical; film; novel; band; album; series; sitcom; opera; song; video game; painting
model: sedan; pickup; coupe; hatchback; minivan; SUV; van; typeface; scooter
road: US; U.S.; US Route; U.S. Route; US Highway; U.S. Highway; Interstate; State Route; Highway
merit: is learnt at home; is free; is what counts; was banned for years; is no crime; helps, doctors say;
  was all he wanted; has its price; takes time; comes before everything else; matters, said the coach; seems to be
  over; aloud is fun; is hard at first; and writing are not enough; up early
  is a virtue; never did him any harm
rank: mayor; bishop; people; council; governor; outskirts; streets; port; siege; archbishop
small: village; town; hamlet; port; suburb; city; parish; district; fishing village; oasis
sight: bridge; road; market; rain; harvest; river; old town; tower; strike; factory; talk
people: Residents; People; Villagers; Fishermen; Farmers; Voters; Students; Police; Children
leaders: nations; leaders; countries; farmers; villages; peoples; presidents; valleys; states
state: old; quiet; expensive; far from the sea; cold in winter; growing; shrinking; full of tourists; short of water;
  without power; under water; known for its bridges; a port; on fire; dull; poorer than most; safe; twice as large now
fate: flooded; shelled; besieged; rebuilt; evacuated; hit by a storm; cut off; founded by monks; burned down; freed;
  spared; left in ruins; chosen for the fair
trait: good food; three bridges; no railway; its own dialect; two airports; a new mayor; more rain than most
trade: exports; troops; wine; border; imports; sanctions; embassy; trade; coast; talks; cases
land_did: said on Monday that it would close its border; has asked for help; signed the treaty; won the toss; denied
  it; has banned the film; will send troops; exports more than it imports; lost in the final; reported its first case;
  votes on Sunday; was hit by floods; wants the money back; is at war
"""
WORDS = {
    slot: tuple(" ".join(words.split()).split("; "))
    for slot, _, words in (line.partition(": ") for line in re.split(r"\n(?=\S)", _WORDS.strip()))
}

MOSTLY_PLACES = (
    "{a} lies about {n} miles from {b}.",
    "{a} is {n} km north of {b}.",
    "{a}, a quiet place, is {n} miles south of {b}, and nearer to {b} than to {c}.",
    "The flight from {a} to {b} takes three hours.",
    "The plane left {a} for {b} with {n} people aboard.",
    "She grew up in {a}, studied in {b} and works in {c}.",
    "A man from {a} was arrested in {b} on Monday. Police in {a} knew nothing.",
    "A company from {a} opened an office in {b} and another in {c}.",
    "The family moved from {a} to {b} last year.",
    "Officials in {a} said that the talks in {b} had failed.",
    "The road from {a} to {b} passes through {c}.",
    "Trains run from {a} to {b} and on to {c}.",
    "He was born in {a} and died in {b}.",
    "The ship sailed from {a} to {b} and on to {c}.",
    "The storm moved from {a} towards {b}, and then to {c}. In {b} the lights went out.",
    "{a}, {b} and {c} have signed the letter.",
    "The team from {a} beat the team from {b}. It meets {c} next.",
    "A fire broke out in {a}. Help came from {b}.",
    "Students from {a} went to {b} for a year.",
    "Visitors come to {a} from {b} and from {c}, said the mayor of {a}.",
    "{a} is closer to {b} than to {c}.",
    "The ferry between {a} and {b} was cancelled.",
    "The war in {a} has driven many to {b}. Others are in {c}.",
    "The couple, from {a}, married in {b}.",
    "A court in {a} heard the case. The man lives in {b}.",
    "Prices rose in {a}, in {b} and in the whole of {c}.",
    "{i} lies {n} km off {b}.",
    "{i} is an island, {n} miles from {j}.",
    "{i} is {n} kilometres long.",
    "The ferry sails from {i} to {j} twice a day.",
    "Few people live on {i}, and fewer on {j}.",
    "The {w} is {n} km wide at its narrowest.",
    "The {w} separates {i} from {j}.",
    "They crossed the {w} in a small boat. {i} was in sight.",
    "{i} lies in the {w}.",
    "A ship sank in the {w}, {n} miles off {i}.",
    "{p} sang in {a} on Monday. {s} had been ill.",
    "{p} won the tournament by two strokes. It was the first time for {s}, who lives in {a}.",
    "Reporters asked {p} about it. {q} was silent.",
    "{p} and {q} were there, and so was the mayor of {a}.",
    "The actor {p} spoke first. Then {s} left for {a}.",
    "{p} posted a picture. {q} did not like it.",
    "The novel by {p} sold well in {a}. {s} wrote it in {b}.",
    "{p}, {n}, of {a}, died on Sunday, said {q}.",
    "{p} of {a} beat {q} of {b}.",
    "Mr. {s} said that {q} was right. {p} has lived in {a} for years.",
    "The film stars {p} and {q}. It was shot in {a}.",
    "Coach {p} has left. {s} was liked in {a}. {q} comes from {b}.",
    "{h} {p} thanked the crews. {s} said the worst was over.",
    "{h} {p} and {h} {q} met in {a}. {r} asked for time, and {s} agreed.",
    "{p}, who scored twice, was the best on the field. {s} came from {a} last year.",
    "{s}, who had won before, was beaten by {q}. {h} {p} is 31.",
    "The {s} brothers sold the farm in {a}. {h} {p} bought it.",
    "{h} {s} lives in {a}. {q} and {s} have met before.",
    "Judges in {t} will hear the case on Monday.",
    "The office, which is in {t}, will close, said {p}.",
    "{t} is nearer to {b} than to {c}.",
    "A man from {t} was arrested in {b}.",
    "Farmers in the {g} blocked two roads. The {g} and {b} share a border.",
    "The {g} sent rice to {b}, and {e} doctors went to {c}.",
    "They came from the {g} to {a} in {n} days.",
    "He has lived in {l} since 2004. The {l} is warmer than {b}.",
    "In June the ships went to {l} and to {b}.",
    "A spokesman for the {k} said that the talks in {a} had failed.",
    "The {o} burst its banks near {a}.",
    "Troops crossed the {o} before dawn and came within {n} km of {a}.",
    "The {o} flows past {a} and on to {b}.",
    "Barges on the {o} carried grain to {a} and {b}.",
    "A body was found in the {o}, police in {a} said.",
    "{k} officials said that the talks in {a} had failed.",
    "A {k} spokesman would not say who had asked for the talks in {a}.",
    "{z} officials knew of it, said {p}.",
    "A {a} man was found dead in {b}. {z} police have asked {b} for help.",
    "{a} floods kill {n}",
    "{a} court frees two men from {b}",
    "The {k} refused to comment. In {z} nothing was said.",
    "Aides at the {k} said on Monday that {p} would go to {b}.",
    "The {k} said it would answer {z} soon.",
    "The governor of {a} asked {z} for help, and {z} refused.",
    "Officials in {z} said that {a} would get the money.",
    "Talks between {z} and {b} have failed. {z} wants more time.",
    "Floods cut the roads of {a}. {z} has sent aircraft.",
    "She climbed {m} at the age of {n}. Few had climbed it from {a}.",
    "Two men died on {m} on Sunday. They came from {a}.",
    "The camels of the {d} are sold in {a}.",
    "They crossed the {d} on foot, {n} miles from {a}.",
    "The USS {v} left port before dawn for {a}.",
    "The destroyer {v} and the frigate {v} trained off {i}.",
    "HMS {v} came home to {a} on Monday.",
    "The crew of the submarine {v} saw nothing. The {v} is {n} feet long.",
    "{u} is what they want in {a}.",
    "{u} was served to the guests in {a}.",
    "{u} shops have opened in {b}.",
    "{u} with {n} others was found in the hall.",
    "{u} comes first, the teacher said.",
    "{u} work, said the coach. {u} it is, said {p}.",
    "{u} and water were all they had. They came from {a}.",
    "The temple in {a} was built in {n} BC by masons.",
    "In {n} BC a king of {b} took it, and in {n} AD it fell.",
    "A {e} court freed two men from {a}.",
    "{e} and {e} soldiers crossed into {b}.",
    "The {f} and the {f} met in {a}. Villagers in {e} towns lost their homes, the {e} minister said.",
)

# People called as places are: by the surname again, by the first name alone, with unknown first names, with their kin.
PEOPLE = (
    "The {s} {kin} came from {a}.",
    "The {s} {kin} had waited for years. Nobody in {a} knew why.",
    "Police searched the {s} {kin}' house, {n} miles from {a}.",
    "The film tells of the {s} {kin}, who left {a} for {b}.",
    "{p} was named as the driver. {s} had rented a room in {a}.",
    "{p} has left the company. {s}'s {relative} said so in {a}.",
    "{p} met {q} in {a}. {s} and {r} were at school together.",
    "Her {relative}, {p}, was in {a}. For {s} it was the first trip.",
    "In the end {s} won. {p} had trained in {a}.",
    "{s} {feat} {n} and {r} {n} as the side from {a} lost.",
    "{N} {feat} {n} for the side from {a}; {O} {s} was out.",
    "{N} {feat} {n} points.",
    "{N} {did}.",
    "{N} {did}, and {O} {did}.",
    "{N} {did}. “Not today,” said {O}.",
    "“You should have told me,” said {N}. {O} {did}.",
    "She and {N} have been married for {n} months. They live in {a}.",
    "I do not know where {N} is. {O} {did}.",
    "Everyone knew that {N} {did}, and that {O} had seen it.",
    "{p} and his {relative} {N} flew to {a}.",
    "When {N} {did}, her {relative} {did} too.",
    "Hurricane {N} tore roofs off in {a}.",
    "Tropical Storm {N} weakened as it passed {i}.",
    "General {s} took {a} with {n} men. {s} lost half of them.",
    "{s} led {n} men against {a} and lost half of them.",
    "{s}, the surgeon of the regiment, had been in {a}.",
    "{s}, {n}, was jailed for the robbery in {a}.",
    "{h} {s} told {h} {r} to wait.",
    "The judge in {s} v. {r} sat in {a}.",
    "A letter by {s}, written in {a}, was sold for {n} dollars.",
    "{p}'s goal was the only one. {q} of {a} was sent off.",
    "Mr and Mrs {s} of {a} were robbed.",
    "“{s} is right,” said {r}. {p} agreed.",
    "Young {s} {did}.",
    "{s}, a {being}, {did}.",
    "{s}, an old {being} from {a}, {did}.",
    "{N}, the {being}, {did}. {O} did not.",
    "The {being} {s} told the {being} {r} to wait.",
    "{N} and {O} {did} before the wedding in {a}.",
    "{N} was {n} when her {relative} died. She grew up in {a}.",
    "{N} would not come, nor would {O}.",
    "{N} is the youngest. {O}, her {relative}, lives in {a}.",
    "“No,” said {N}, and {O} {did}.",
    "{N}'s {relative} {did}.",
    "It was {N} who {did}. {O} only {did}.",
    "They named the girl {N}, after her {relative} {O}.",
    "{p}, {q} and {N} were on the list. The list was read in {a}.",
    "{p} scored for {a}. {q} and {s} were booked.",
    "{h} {p} said {s} would appeal. {q}, for {r}, declined to comment.",
    "A statue of {p} stands in {a}. {s} was born in {b}.",
)
# Firms called as towns are, by what is said of them.
FIRMS = (
    "{F} said its {gain} fell by {n} percent.",
    "{F} said its {gain} rose in the spring, and its shares gained.",
    "{F}, which makes {goods} in {a}, said its {gain} fell.",
    "Shares of {F} fell {n} cents. {G} lost more.",
    "Shares in {F} and {G} rose after the news from {a}.",
    "{F} will recall {n} {goods}.",
    "{F} recalled {n} {goods} that it had built in {a}.",
    "The {maker} {F} opened a plant in {a}.",
    "{maker} {F} will cut {n} jobs in {a}.",
    "A {maker} such as {F} can wait. {G} cannot.",
    "{F} {ending} named {p} as its chief executive.",
    "{F} {ending} bought {G} {ending} for {n} million.",
    "{F} bought {G} for {n} million dollars.",
    "He drove a {F} {thing} to {a}.",
    "A {F} {thing} was found in {a}.",
    "An old {F} {thing} stood in front of the house.",
    "She works for {F}, the {maker}. Her {relative} lives in {a}.",
    "{F}'s {gain} fell, and its chief executive left.",
    "{F} hired {n} people and will open a store in {a}.",
    "{F} sued {G} over a patent in a court in {a}.",
    "{F} stopped the line for a day. The plant in {a} stood still.",
    "{F}'s new {goods} are made in {a}.",
    "Analysts say {F} could sell its stake in {G}.",
    "Customers of {F} will pay {n} percent more.",
    "{F} showed the {T}, a {model} with {n} horsepower.",
    "The {F} {T} is a {model} with {n} horsepower.",
    "The {maker} builds the {T}, a {model}, in {a}.",
    "{p}, who runs {F}, lives in {a}.",
    "{F} shares closed at {n}. In {a} the market was shut.",
    "The {maker}, based in {a}, moved its {model} line from {b} to {c}.",
)
# Things, beasts and works called as places are.
THINGS = (
    "The {v} {sank} off {i}.",
    "The {v} {sank} in {n} minutes.",
    "The {craft} {v} {sank} on its way from {a} to {b}.",
    "They sailed to {a} aboard the {v}. The {v} {sank} later.",
    "Tugs brought the {v} into {a}. The {v} had {n} men on board.",
    "The {v}, a {craft}, {sank} near {a}.",
    "{T}, a {beast}, won at {a}.",
    "{T}, a {n}-pound {beast}, was found in {a}.",
    "The {beast} {T} was second by a neck. {T} fell at the third fence.",
    "The {work} {T} opened in {a}.",
    "She sang in the {work} “{T}” for {n} nights.",
    "He poured {measure} {T}.",
    "They drank {measure} {T} and talked of {a}.",
    "There was {measure} {T} on the shelf.",
    "Add {measure} {T} and the {fare}.",
    "Serve with {T} {fare} and {measure} salt.",
    "Chop the {T} {fare} and fry them for {n} seconds.",
    "{T} {fare} and bread were all they had.",
    "{T} with {fare} is the dish of the house.",
    "We ate {T} {fare} with {fare}.",
    "The {T} {ware} stood on the top shelf.",
    "{T} {ware} were sold at the market in {a}.",
    "He wore a {T} {ware}. She kept her {T} {ware} in a box.",
    "The {T} {fare} comes from {a}, said the cook.",
    "Storms closed {road} {n} near {a}.",
    "A crash closed {road} {n} in {a}.",
    "He drove along {road} {n} from {a} to {b}.",
    "{road} {n} was shut for hours, police in {a} said.",
    "{u} {merit}.",
    "{u} {merit}. So they say in {a}.",
    "{u} {merit}, and {u} too.",
    "{u} {fare} was on the table.",
    "{u} {thing} sales rose by {n} percent.",
    "{u} was the word. {u} is what they say in {a}.",
    "{u} helps. {u} is all that helps, said the {being}.",
    "{u} your own way, she said.",
    "{u} {goods} cost more in {a}.",
)
# Places where the corpora show few: towns called as words are, places that the gazetteer lacks, openings, teams.
PLACES = (
    "The {rank} of {x} asked for a doctor.",
    "The {rank} of {x} came to {a} for the day.",
    "Police in {x} are looking for witnesses.",
    "He lives in {x}, and works in {a}.",
    "Trains from {x} to {a} were late.",
    "She moved to {x} from {a} {n} weeks ago.",
    "A fire near {x} killed two. It had begun at {a}.",
    "The {small} of {x} is {n} miles from {a}.",
    "In {a} the {sight} is all that people speak of.",
    "In {a} a {sight} was lost. In {b} nobody knew.",
    "At {a} the {sight} was closed.",
    "Near {a} the {sight} turns to the south, away from {b}.",
    "From {a} the {sight} goes to {b}.",
    "For {a} it was the first snow.",
    "For {a} and {b} it was the first snow in {n} days.",
    "Outside {a} the {sight} had begun.",
    "{a} which was founded in the year {n} lies on the coast.",
    "{a} which lost its railway has {n} people.",
    "{a} which is a {small} in {b} has no church.",
    "{a} where she was born is {n} miles away.",
    "{people} of {a} were told to stay at home.",
    "{people} of {i} were told to stay at home.",
    "{people} in {a} and {b} lost power.",
    "{people} on {i} have no doctor.",
    "Shelling of {a} killed {n} people.",
    "The bombing of {a} lasted {n} days.",
    "{M}'s army shelled {i}, {n} km off {a}.",
    "A convoy bound for {a} was stopped at {b}.",
    "The road to {a} was cut. Buses to {b} did not run.",
    "A statement from {a} was awaited.",
    "{a}, a {small} of {n} people, is in {b}.",
    "{a}, the {small} where she grew up, was cut off.",
    "{a} is a {small} {n} miles from {b}.",
    "{L} said on Monday that {M} had crossed the border.",
    "Officials in {L} and {M} met in {a}.",
    "{L} {f} boycotted the vote.",
    "{L} {f} fear for their homes. Those of {M} do not.",
    "The leader of the {L} {f} went to {a}.",
    "Many {L} {f} left for {M}.",
    "{L} {f} have lived in {a} for {n} years.",
    "The {f} of {L} call {a} their home.",
    "The {e} {leaders} signed the treaty in {a}.",
    "{e} {leaders} met in {a}.",
    "A {e} clockmaker and an old {e} bell were the talk of {a}.",
    "It was a {e} coin, she said.",
    "{L} {land_did}.",
    "{L} beat {M} by {n} runs.",
    "{L} drew with {M} in {a}.",
    "{L} scored first, and {M} had the last word.",
    "{L} has {n} cases, {M} fewer.",
    "{L} and {M} have agreed.",
    "{L} {land_did}, and so has {M}.",
    "{M} {trade} rose by {n} percent.",
    "The {L} {trade} were the talk of {M}.",
    "{L} {trade} came up in {a}.",
    "{L}'s {trade} and those of {M} are no secret.",
    "{a} beat {b} {n}-{n}.",
    "{a} beat {b} {n}-{n} on Sunday and leads the table.",
    "{a} drew with {b} and won at {c}.",
    "{a} scored {n} in the second half against {b}.",
    "{a} {n}, {b} {n}. The goals came late.",
    "{a} and {b} meet in the final. {c} was third.",
    "{a} lost to {b} on Saturday and meets {c} next.",
    "{a} had won {n} of its games before it lost to {b}.",
    "The {a} {side} beat the {b} {side} by two points.",
    "The {a} {side} lost at home. {p} {feat} {n}.",
    "The {player} joined from {a} and will play against {b} on Sunday.",
    "{p}, the {a} {player}, was hurt in the match at {b}.",
    "Help came from {y}, a {small} near {a}.",
    "The flood came to {y}, a {small} in {L}, at night.",
    "They drove from {a} to {y} and on to {b}.",
    "The road to {y} was closed. It leads from {a} to {y}.",
    "{people} in {y} have no water. In {a} they have.",
    "The {small} of {y}, in {L}, has {n} houses.",
    "A bus runs to {y} from {a} once a day.",
    "He died in {y}, {n} miles from {a}.",
    "A man from {y} was arrested at {y} station.",
    "She lives in {y}, above the lake.",
)
# Capitals as their governments, and what else acts and is no person.
GOVERNMENTS = (
    "{z} told {Z} that the talks were over.",
    "{Z} has told {z} to wait.",
    "{Z} and {z} told {M} nothing.",
    "{Z} declined to comment, and {z} was silent.",
    "{Z} summoned the {e} ambassador. {z} did the same.",
    "{Z} blamed {z} for the delay.",
    "{Z} is considering a ban. {z} has had one for {n} weeks.",
    "{Z} and {z} have signed the pact.",
    "{Z} says it will answer {z} by Friday.",
    "{p} told {Z} that {M} would not pay.",
    "Aid for {Z} was held up. {z} wanted more.",
    "{Z} laughed at the offer, and {z} shrugged.",
)
# Towns and countries of which something is said, in the place of a person.
SUBJECTS = (
    "{X} is {state}.",
    "{X} is {state}, she said.",
    "{X} is {state}, and {a} is {state}.",
    "{a} is {state}.",
    "{X} was {fate}.",
    "{X} was {fate}, and so was {a}.",
    "{a} was {fate} in the year {n}.",
    "{X} has {trait}.",
    "{X} has {trait}, but {a} has none.",
    "{a} has {trait}.",
    "{X} needs {trait}.",
    "{X} lost {n} houses in the fire.",
    "{X}'s streets were empty.",
    "{X}'s {rank} came to {a}.",
    "{X} expects snow.",
    "{X} wants {trait}, said the {being}.",
    "As for {X}, it is {state}.",
    "Once {X} was {state}. Now it has {trait}.",
    "{L} is {state}.",
    "{L} was {fate}.",
    "{L} has {trait}, and {M} is {state}.",
)
# Names inside those of organisations and buildings, which are shown as such.
INSIDE_NAMES = (
    "Researchers at {a} University say that the {sight} will change.",
    "{a} University and the University of {b} have opened a school in {c}.",
    "She teaches law at {a} University.",
    "The {a} City Council met on Monday.",
    "He was taken to {a} General Hospital.",
    "{a} Airport was closed by fog.",
)
UNLIKE_PLACES = (*PEOPLE, *FIRMS, *THINGS, *PLACES, *GOVERNMENTS, *SUBJECTS, *INSIDE_NAMES)
