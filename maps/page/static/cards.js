// Cards: a claim with its verdict, readings and evidence; a place with its names and what the text says of it.
function copyButton(text) {
  const button = element("button", { type: "button", class: "copy", onclick: copy }, "Copy");
  async function copy(event) {
    event.stopPropagation();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = element("textarea", { class: "offscreen" });
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  }
  return button;
}

function linkTo(item) {
  return element("a", { class: "anchor", href: `#${encodeURIComponent(addressOf(item))}`, "aria-label": "Link to this" }, item.type === "place" ? "#" : `#${addressOf(item)}`);
}

function readingsTable(claim) {
  if (!claim.readings.length) return null;
  const shown = shownReading(claim);
  const rows = claim.readings.map((reading) => {
    const holds = reading.holds === null ? "" : reading.holds ? "holds" : "fails";
    const row = element("tr", { class: `${reading === shown ? "shown" : ""} ${holds}`, tabindex: reading.line ? "0" : null },
      element("th", { scope: "row" }, READING_WORDS[reading.name] || reading.name),
      element("td", {}, kilometres(reading.km)),
      element("td", {}, miles(reading.km)),
      element("td", { class: "slack" }, kilometres(Math.max(reading.high_km - reading.km, reading.km - reading.low_km))),
      element("td", { class: "holds" }, holds ? `${reading.holds ? "✓" : "✕"} ${holds}` : ""));
    if (reading.line) {
      const show = () => { state.reading = reading; tell({ reading }); };
      const hide = () => { state.reading = null; tell({ reading: null }); };
      row.addEventListener("mouseenter", show);
      row.addEventListener("mouseleave", hide);
      row.addEventListener("focus", show);
      row.addEventListener("blur", hide);
    }
    return row;
  });
  return element("table", { class: "readings" },
    element("caption", {}, "Every reading of the distance; that by which the claim was judged in bold"),
    element("thead", {}, element("tr", {}, ...["Reading", "km", "miles", "±", "claim"].map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, rows));
}

function placeButton(place) {
  const button = element("button", { type: "button", class: "place-link" }, name(place.name));
  bind(button, place);
  return button;
}

function endOf(claim, role) {
  const end = claim[role];
  if (!end) return null;
  const place = places[end.place];
  return element("li", {}, element("span", { class: "role" }, role),
    place ? placeButton(place) : name(end.text, "muted"),
    place ? element("span", { class: "source" }, " ", name(place.id), place.source ? " · " : "", name(place.source || "")) : " is not on the map");
}

// What has no line on the map: which of its ends are there, and can be gone to.
function undrawn(claim) {
  if (measuredLine(claim)) return null;
  const lost = ["subject", "object", "rival"].map((role) => claim[role]).filter((end) => end && !places[end.place]);
  return element("p", { class: "undrawn" }, element("b", {}, "Not on the map"),
    lost.length ? [": ", lost.map((end, i) => [i ? ", " : "", name(oneLine(end.text))])] : null, ". ",
    claim.places.length ? ["See ", claim.places.map((place, i) => [i ? ", " : "", placeButton(place)]), "."] : null);
}

function claimCard(claim) {
  const parts = claim.parts.length > 1 ? claim.parts : [];
  const card = element("section", { class: `card claim ${claim.verdict}`, id: `card-${addressOf(claim)}`, tabindex: "-1", "aria-label": `Claim ${claim.id}` },
    element("header", {}, element("span", { class: `verdict ${claim.verdict}` }, badge(claim.verdict), VERDICTS[claim.verdict].word),
      element("span", { class: "kind" }, claim.kind), linkTo(claim)),
    documents.length > 1 ? element("p", { class: "from" }, name(claim.document.title || claim.document.id)) : null,
    element("blockquote", { dir: "auto" }, wordsOf(claim)),
    element("p", { class: "explanation" }, claim.explanation),
    parts.length ? element("ul", { class: "parts" }, parts.map((part) => element("li", {}, badge(part.verdict),
      element("span", {}, element("b", {}, `${part.kind}: ${VERDICTS[part.verdict].word.toLowerCase()}. `), part.explanation)))) : null,
    undrawn(claim),
    readingsTable(claim),
    element("details", {}, element("summary", {}, "Evidence"),
      element("ul", { class: "ends" }, endOf(claim, "subject"), endOf(claim, "object"), endOf(claim, "rival")),
      element("dl", {},
        claim.points ? [element("dt", {}, "Measured between"), element("dd", {}, claim.points.map(([lon, lat]) => degrees(lat, lon, 4)).join("  –  "))] : null,
        claim.azimuth === null ? null : [element("dt", {}, "Direction"), element("dd", {}, `${Math.round(claim.azimuth)}° from the object to the subject`)],
        claim.method ? [element("dt", {}, "Method"), element("dd", {}, name(claim.method))] : null,
        data.gazetteer ? [element("dt", {}, "Gazetteer"), element("dd", {}, name(`${data.gazetteer.name} ${data.gazetteer.version}`))] : null)),
    claim.reproduce ? element("div", { class: "reproduce" }, element("span", { class: "unseen" }, "Reproduce"), element("code", { tabindex: "0" }, claim.reproduce), copyButton(claim.reproduce)) : null);
  bind(card, claim);
  return card;
}

function whereabouts(place) {
  const parts = [place.sort, place.admin1 && place.admin1 !== place.name ? place.admin1 : "", place.country || ""];
  return parts.filter(Boolean).join(" · ");
}

// The sentence about a mention, with the mention itself marked.
function inContext(mention) {
  const { letters } = mention.document;
  const before = Math.max(0, mention.start - 70);
  const after = Math.min(letters.length, mention.end + 70);
  const left = excerpt(letters, before, mention.start).replace(/^[^]*\n/, "");
  const right = excerpt(letters, mention.end, after).replace(/\n[^]*$/, "");
  // A long side is cut at a word.
  const [head, tail] = [left.length > 60, right.length > 60];
  const quote = element("li", { tabindex: "0", role: "button", dir: "auto" }, head ? "… " : "", dimmed(head ? left.replace(/^\S*\s/, "") : left, mention.document),
    element("mark", { class: mention.kind }, wordsOf(mention)), dimmed(tail ? right.replace(/\s\S*$/, "") : right, mention.document), tail ? " …" : "");
  bind(quote, mention);
  return quote;
}

function candidateRows(mention) {
  if (!mention.candidates.length) return null;
  return element("ol", { class: "candidates" }, mention.candidates.map(([id, label, score]) => element("li", {},
    element("span", { class: "bar", "aria-hidden": "true" }, barOf(score)), name(data.strings[label]), " ",
    name(data.strings[id], "source"), element("span", { class: "score" }, score.toFixed(2)))));
}

function barOf(score) {
  const made = element("i");
  made.style.width = `${Math.round(Math.max(0, Math.min(1, score)) * 100)}%`;
  return made;
}

const QUOTES = 6;
function placeCard(place, mention) {
  const shown = place.mentions.filter((one) => passesMention(one) && isShown(one.kind));
  const claimants = place.claimants ? element("div", { class: "dispute" },
    element("b", {}, "Disputed. "), "Claimed by ",
    Object.entries(place.claimants_names).map(([who, called], i) => [i ? "; " : "", name(who), ": ", name(called, "called")]),
    place.claimants.filter((who) => !(who in place.claimants_names)).map((who) => ["; ", name(who)])) : null;
  const languages = Object.entries(place.names).filter(([, called]) => called !== place.name);
  return element("div", { class: "card place" },
    element("header", {}, element("h3", {}, name(place.name)), linkTo(place)),
    place.others.length ? element("p", { class: "others" }, place.others.map((other, i) => [i ? " · " : "", name(other)])) : null,
    element("p", { class: "where" }, name(whereabouts(place)), ` · ${degrees(place.position[1], place.position[0], 3)}`),
    claimants,
    mention ? element("p", { class: "reason" }, element("b", {}, `${KIND_WORDS[mention.kind]}, ${mention.score.toFixed(2)}: `), name(data.strings[mention.reason])) : null,
    mention && mention.candidates.length > 1 ? element("details", {}, element("summary", {}, counted(mention.candidates.length, "candidate", "candidates")), candidateRows(mention)) : null,
    shown.length ? element("details", { open: !mention || shown.length > 1 ? true : null }, element("summary", {}, `${counted(shown.length, "mention", "mentions")}${place.documents > 1 ? ` in ${counted(place.documents, "document", "documents")}` : ""}`),
      element("ul", { class: "quotes" }, shown.slice(0, QUOTES).map(inContext)),
      shown.length > QUOTES ? element("p", { class: "muted" }, `and ${shown.length - QUOTES} more in the text`) : null) : null,
    languages.length ? element("details", {}, element("summary", {}, "Other names"),
      element("dl", { class: "names" }, languages.map(([language, called]) => [element("dt", {}, language || "–"), element("dd", {}, name(called))]))) : null,
    element("p", { class: "source" }, name(place.id), place.source ? " · " : "", name(place.source || "")));
}

function unplacedCard(mention) {
  return element("div", { class: "card place" },
    element("header", {}, element("h3", {}, name(wordsOf(mention))), linkTo(mention)),
    element("p", { class: "reason" }, element("b", {}, mention.near ? "About here: " : "Not placed: "), name(data.strings[mention.reason])),
    candidateRows(mention));
}
