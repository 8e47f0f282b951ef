// The data of the page, what is selected, and who wants to know of it. All text reaches the page as text nodes.
const KM_PER_MILE = 1.609344;
const VERDICTS = {
  supported: { word: "Supported", shape: "M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8z", mark: "M4.6 8.3l2.3 2.4 4.6-5.2" },
  depends: { word: "Depends", shape: "M8 .2L15.8 8 8 15.8.2 8z", mark: "M4.8 7.2c1.1-1.2 2.1-1 3.2-.2s2.1 1 3.2-.2M4.8 10c1.1-1.2 2.1-1 3.2-.2s2.1 1 3.2-.2" },
  refuted: { word: "Refuted", shape: "M1.4 1.4h13.2v13.2H1.4z", mark: "M4.8 4.8l6.4 6.4M11.2 4.8l-6.4 6.4" },
  unverifiable: { word: "Unverifiable", shape: "M5 .8h6L15.2 8 11 15.2H5L.8 8z", mark: "M6 6.3c0-2.7 4.2-2.7 4.2-.1 0 1.6-2.1 1.7-2.1 3.4M8.1 12v.3" },
};
const VERDICT_ORDER = ["refuted", "depends", "supported", "unverifiable"];
const KIND_WORDS = {
  literal: "place", metonym: "a government, by its seat", demonym: "a people", embedded: "within another name",
  coordinate: "coordinates",
};
const COMPARATOR_WORDS = { approx: "about ", lt: "less than ", le: "at most ", gt: "more than ", ge: "at least " };
const READING_WORDS = {
  nearest: "Nearest points", centre: "Centre to centre", farthest: "Farthest points", capitals: "Capital to capital",
  length: "Length", width: "Width", nearest_mainland: "Nearest, mainland only",
  nearest_main_islands: "Nearest, main islands only",
  nearest_with_islets: "Nearest, with every islet", nearest_metropolitan: "Nearest, without outlying territories",
};

const mentionmap = {};
let data = null;
let map = null;
let documents = [];
let mentions = [];
let claims = [];
let places = [];
const state = {
  document: 0, shown: {}, selected: null, hovered: null, reading: null,
  filter: { document: -1, from: "", to: "", place: "", verdict: "" },
};
const listeners = [];

function load() {
  data = JSON.parse(document.getElementById("data").textContent);
  places = data.places.map((place, index) => ({ ...place, type: "place", index, mentions: [], claims: [] }));
  documents = data.documents.map((record, index) => {
    const made = { ...record, index, letters: characters(record.text), markdown: /\.(md|markdown)$/i.test(record.source || record.id) };
    made.mentions = record.mentions.map((row) => {
      const [id, start, end, kind, place, score, reason, candidates, near] = row;
      const mention = {
        type: "mention", document: made, id, start, end, kind: data.kinds[kind], place: places[place] || null, score,
        reason, candidates, near: places[near] || null,
      };
      if (mention.place) mention.place.mentions.push(mention);
      mentions.push(mention);
      return mention;
    });
    made.claims = record.claims.map((claim) => {
      const known = { ...claim, type: "claim", document: made };
      const ends = ["subject", "object", "rival"].map((role) => known[role] && places[known[role].place]);
      known.places = [...new Set(ends.filter(Boolean))];
      known.places.forEach((place) => place.claims.push(known));
      claims.push(known);
      return known;
    });
    return made;
  });
}

// Offsets count code points, JavaScript's strings count UTF-16 units: they differ beyond the basic plane.
function characters(text) {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
}

function excerpt(letters, start, end) {
  const part = letters.slice(start, end);
  return typeof part === "string" ? part : part.join("");
}

function wordsOf(item) {
  return excerpt(item.document.letters, item.start, item.end);
}

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) made.append(child);
  }
  return made;
}

// A string of a document or gazetteer: isolated, so that its writing direction stays its own.
function name(text, className) {
  return element("bdi", { class: className || "" }, text);
}

function drawing(size, className, ...paths) {
  const space = "http://www.w3.org/2000/svg";
  const made = document.createElementNS(space, "svg");
  made.setAttribute("viewBox", `0 0 ${size} ${size}`);
  made.setAttribute("class", className);
  made.setAttribute("aria-hidden", "true");
  for (const [kind, path] of paths) {
    const line = document.createElementNS(space, "path");
    line.setAttribute("d", path);
    line.setAttribute("class", kind);
    made.append(line);
  }
  return made;
}

function badge(verdict) {
  const known = VERDICTS[verdict];
  return drawing(16, `badge ${verdict}`, ["shape", known.shape], ["mark", known.mark]);
}

function kilometres(km) {
  if (km === null || km === undefined) return "";
  if (km > 0 && km < 1) return `${Math.round(km * 1000).toLocaleString("en")} m`;
  const digits = km < 100 ? 2 : km < 1000 ? 1 : 0;
  return `${km.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })} km`;
}

function miles(km) {
  const value = km / KM_PER_MILE;
  const digits = value < 10 ? 2 : value < 1000 ? 1 : 0;
  return `${value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })} mi`;
}

function degrees(lat, lon, digits) {
  const east = ((((lon + 180) % 360) + 360) % 360) - 180;
  return `${Math.abs(lat).toFixed(digits)}° ${lat < 0 ? "S" : "N"}, ${Math.abs(east).toFixed(digits)}° ${east < 0 ? "W" : "E"}`;
}

function counted(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

// What passes the filters, and the layers that are switched on.
function passesDocument(record) {
  const { document: wanted, from, to } = state.filter;
  if (wanted >= 0 && record.index !== wanted) return false;
  if (from && (!record.date || record.date < from)) return false;
  return !(to && (!record.date || record.date.slice(0, to.length) > to));
}

function passesPlace(place) {
  const wanted = fold(state.filter.place);
  if (!wanted) return true;
  return Boolean(place) && folded(place).includes(wanted);
}

function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function folded(place) {
  place.folded ??= fold([place.name, ...place.others, ...Object.values(place.names)].join("\n"));
  return place.folded;
}

function passesClaim(claim) {
  const { verdict, place } = state.filter;
  return passesDocument(claim.document) && (!verdict || claim.verdict === verdict) && (!place || claim.places.some(passesPlace));
}

function passesMention(mention) {
  if (!passesDocument(mention.document) || !passesPlace(mention.place)) return false;
  const { verdict } = state.filter;
  return !verdict || mention.document.claims.some((claim) => claim.verdict === verdict);
}

function isShown(layer) {
  return state.shown[layer] !== false;
}

// Anything may be named in the address: #m3, #c1, #d2-c1, #p-geonames:1849185.
function addressOf(item) {
  if (item.type === "place") return `p-${item.id}`;
  return item.document.index === 0 ? item.id : `d${item.document.index + 1}-${item.id}`;
}

function itemAt(hash) {
  let address = hash.replace(/^#/, "");
  try {
    address = decodeURIComponent(address);
  } catch {
    return null;
  }
  if (address.startsWith("p-")) return places.find((place) => place.id === address.slice(2)) || null;
  const parts = /^(?:d(\d+)-)?([mc].*)$/.exec(address);
  const record = parts && documents[(parts[1] || 1) - 1];
  if (!record) return null;
  return [...record.mentions, ...record.claims].find((item) => item.id === parts[2]) || null;
}

function listen(heard) {
  listeners.push(heard);
}

function tell(change) {
  for (const heard of listeners) heard(change);
}

function select(item, how) {
  if (item && item.document && item.document.index !== state.document) openDocument(item.document.index);
  state.selected = item;
  state.hovered = null;
  state.reading = null;
  tell({ selected: item, ...how });
}

function openDocument(index) {
  state.document = index;
  tell({ document: index });
}

function hover(item) {
  if (state.hovered === item) return;
  state.hovered = item;
  tell({ hovered: item });
}

// Whether an item is the one in focus, or belongs to it.
function concerns(focus, item) {
  if (!focus) return false;
  if (focus === item) return true;
  if (item.type === "place") return focus.place === item || focus.near === item || Boolean(focus.places && focus.places.includes(item));
  if (item.type === "mention") return focus.type === "place" && item.place === focus;
  return false;
}
