// The pane beside the map: text, claims, places and documents, one at a time, and the filters above them.
const tabs = [];
let pane = null;
let views = {};
let current = "text";

function buildPane() {
  pane = document.getElementById("pane");
  const many = documents.length > 1;
  tabs.push(["text", "Text"], ["claims", "Claims"], ["places", "Places"]);
  if (many) tabs.push(["documents", "Documents"]);
  const bar = element("div", { class: "tabs", role: "tablist" });
  views = {};
  for (const [key, label] of tabs) {
    bar.append(element("button", { type: "button", role: "tab", id: `tab-${key}`, "aria-controls": `view-${key}`, onclick: () => openTab(key) }, label, element("span", { class: "count" })));
    views[key] = element("div", { class: `view ${key}`, role: "tabpanel", id: `view-${key}`, "aria-labelledby": `tab-${key}`, tabindex: "-1", hidden: true });
  }
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const keys = tabs.map(([key]) => key);
    openTab(keys[(keys.indexOf(current) + step + keys.length) % keys.length]);
    document.getElementById(`tab-${current}`).focus();
  });
  pane.append(element("header", { class: "top" }, element("h1", { dir: "auto" }, data.title), byline(), many || claims.length > 8 ? filters() : null),
    bar, ...Object.values(views));
  current = many ? "documents" : "text";
  renderDocument();
  renderLists();
  openTab(current);
}

function byline() {
  const record = documents.length === 1 ? documents[0] : null;
  const facts = record ? [record.date, record.source && record.source !== data.title ? record.source : ""] : [datesSpan()];
  return element("p", { class: "byline" }, facts.filter(Boolean).map((fact, i) => [i ? " · " : "", name(fact)]));
}

function datesSpan() {
  const dates = documents.map((record) => record.date).filter(Boolean).sort();
  if (!dates.length) return "";
  return dates[0] === dates[dates.length - 1] ? dates[0] : `${dates[0]} – ${dates[dates.length - 1]}`;
}

function openTab(key) {
  current = key;
  for (const [one] of tabs) {
    const tab = document.getElementById(`tab-${one}`);
    tab.setAttribute("aria-selected", one === key ? "true" : "false");
    tab.tabIndex = one === key ? 0 : -1;
    views[one].hidden = one !== key;
  }
  fillView();
}

function setCount(key, number) {
  const place = document.querySelector(`#tab-${key} .count`);
  if (place) place.textContent = number ? number.toLocaleString("en") : "";
}

function renderDocument() {
  const record = documents[state.document];
  views.text.replaceChildren();
  forgetRemoved();
  if (!record) {
    views.text.append(element("p", { class: "muted empty" }, "There is no document."));
    return;
  }
  const article = renderText(record);
  const headline = takeHeadline(article, record.title);
  if (documents.length > 1) {
    views.text.append(element("div", { class: "document-head" }, element("h2", { dir: "auto" }, headline || record.title || record.id),
      element("p", { class: "byline" }, [record.date, record.source].filter(Boolean).map((fact, i) => [i ? " · " : "", name(fact)]))));
  } else if (headline && record.title === data.title) {
    pane.querySelector("h1").replaceChildren(...headline);
  }
  if (!record.mentions.length && !record.claims.length) views.text.append(element("p", { class: "muted empty" }, record.text.trim() ? "No place was found in this text." : "This document is empty."));
  views.text.append(article);
  views.text.scrollTop = 0;
}

// The counts on the tabs are always right; a list is made when its tab is open, however many there are.
const MOST_ROWS = 400;
let lists = {};
function renderLists() {
  forgetRemoved();
  const unplaced = mentions.filter((mention) => !mention.place && isShown(mention.kind) && passesMention(mention));
  const shown = {
    claims: claims.filter(passesClaim),
    places: places.filter((place) => counts.get(place)).sort((a, b) => counts.get(b) - counts.get(a) || a.index - b.index),
    documents: documents.filter(passesDocument),
  };
  for (const key of Object.keys(shown)) setCount(key, shown[key].length);
  lists = {
    claims: () => [tally(shown.claims), ...rowsOf(shown.claims, claimCard, claims.length ? "No claim passes the filters." : "No claim about distance or direction was found.")],
    places: () => [...rowsOf(shown.places, placeRow, mentions.some((mention) => mention.place) ? "No place passes the filters." : "No place was found."), ...unplacedRows(unplaced)],
    documents: () => rowsOf(shown.documents, documentRow, "No document passes the filters."),
  };
  fillView();
}

function fillView() {
  const make = lists[current];
  if (!make) return;
  delete lists[current];
  views[current].replaceChildren(...make());
  lightPieces();
}

function unplacedRows(unplaced) {
  if (!unplaced.length) return [];
  return [element("h2", {}, counted(unplaced.length, "name not placed", "names not placed")), ...unplaced.slice(0, MOST_ROWS).map(unplacedRow)];
}

function rowsOf(items, row, none) {
  if (!items.length) return [element("p", { class: "muted empty" }, none)];
  const rows = items.slice(0, MOST_ROWS).map(row);
  if (items.length > MOST_ROWS) rows.push(element("p", { class: "muted" }, `and ${(items.length - MOST_ROWS).toLocaleString("en")} more: narrow the filters to see them`));
  return rows;
}

function tally(shown) {
  return element("div", { class: "tally", "aria-label": "Claims by verdict" }, VERDICT_ORDER.map((verdict) => {
    const number = shown.filter((claim) => claim.verdict === verdict).length;
    return number ? element("span", { class: `verdict ${verdict}` }, badge(verdict), `${number} ${VERDICTS[verdict].word.toLowerCase()}`) : null;
  }));
}

function placeRow(place) {
  const row = element("button", { type: "button", class: `row${place.claimants ? " disputed" : ""}`, "data-item": addressOf(place) },
    element("span", { class: `swatch ${kindOf(place)}` }),
    element("span", { class: "what" }, name(place.name), place.others.length ? element("span", { class: "others" }, " / ", place.others.map((other, i) => [i ? " / " : "", name(other)])) : null,
      element("small", {}, name(whereabouts(place)), place.claimants ? " · disputed" : "")),
    element("span", { class: "count" }, (counts.get(place) || 0).toLocaleString("en")));
  bind(row, place);
  return row;
}

function unplacedRow(mention) {
  const row = element("button", { type: "button", class: "row unplaced", "data-item": addressOf(mention) }, element("span", { class: "swatch none" }),
    element("span", { class: "what" }, name(wordsOf(mention)), element("small", {}, name(data.strings[mention.reason]))));
  bind(row, mention);
  return row;
}

function documentRow(record) {
  const verdicts = VERDICT_ORDER.filter((verdict) => record.claims.some((claim) => claim.verdict === verdict));
  return element("button", { type: "button", class: "row document", onclick: () => { openDocument(record.index); openTab("text"); } },
    element("span", { class: "what" }, name(record.title || record.id), element("small", {}, name([record.date, record.title ? record.id : opening(record)].filter(Boolean).join(" · ")))),
    verdicts.map((verdict) => [badge(verdict), element("span", { class: "unseen" }, `${VERDICTS[verdict].word} `)]), element("span", { class: "count" }, record.mentions.length.toLocaleString("en")));
}

// The first words of a document that has no title.
function opening(record) {
  const words = excerpt(record.letters, 0, 90).trim().replace(/\s+/g, " ");
  return record.letters.length > 90 ? `${words.replace(/\s\S*$/, "")} …` : words;
}

function filters() {
  const form = element("form", { class: "filters", "aria-label": "Filters", onsubmit: (event) => event.preventDefault() });
  const set = (key, value) => {
    state.filter[key] = value;
    tell({ filter: key });
  };
  if (documents.length > 1) {
    const choice = element("select", { "aria-label": "Document", onchange: (event) => set("document", Number(event.target.value)) },
      element("option", { value: "-1" }, "All documents"), documents.slice(0, 2000).map((record) => element("option", { value: String(record.index) }, record.title || record.id)));
    form.append(choice);
    if (documents.some((record) => record.date)) {
      form.append(element("label", {}, "from ", element("input", { type: "date", "aria-label": "From date", onchange: (event) => set("from", event.target.value) })),
        element("label", {}, "to ", element("input", { type: "date", "aria-label": "To date", onchange: (event) => set("to", event.target.value) })));
    }
  }
  form.append(element("input", { type: "search", placeholder: "Filter by place", "aria-label": "Filter by place", oninput: (event) => set("place", event.target.value) }));
  if (claims.length) {
    form.append(element("select", { "aria-label": "Verdict", onchange: (event) => set("verdict", event.target.value) },
      element("option", { value: "" }, "Any verdict"), VERDICT_ORDER.map((verdict) => element("option", { value: verdict }, VERDICTS[verdict].word))));
  }
  return form;
}
