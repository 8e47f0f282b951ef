// How the parts move together: selection, permalinks, layers, keys, print.
let marks = null;
let land = null;
let popup = null;

mentionmap.begin = (made) => {
  map = made;
  load();
  for (const kind of data.kinds) state.shown[kind] = true;
  readColours();
  shareLines();
  recount();
  buildPane();
  keepWorld();
  map.on("resize", keepWorld);
  land = new Land({ minZoom: 0, maxZoom: 20 }).addTo(map);
  showAll(true);
  marks = new Marks().addTo(map);
  buildTools();
};

// The map is never smaller than its frame, nor moved off the world's top and bottom.
function keepWorld() {
  const { x, y } = map.getSize();
  map.setMinZoom(Math.max(1, Math.ceil(Math.log2(Math.max(x, y) / TILE_PX) - 0.3)));
  map.setMaxBounds([[-MAX_LAT, -Infinity], [MAX_LAT, Infinity]]);
}

// A layer of the switch: it draws nothing itself, but says whether its marks are drawn.
mentionmap.layer = (key) => {
  const layer = L.layerGroup();
  layer.onAdd = () => { state.shown[key] = true; tell({ layer: key }); };
  layer.onRemove = () => { state.shown[key] = false; tell({ layer: key }); };
  return layer;
};

mentionmap.ready = () => {
  listen(onChange);
  dressLayers();
  map.on("click", onClick);
  map.on("mousemove", onPoint);
  map.on("mouseout", () => hover(null));
  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", openHash);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => tell({ theme: true }));
  window.addEventListener("beforeprint", () => printing(true));
  window.addEventListener("afterprint", () => printing(false));
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  document.querySelector(".caption").append(caption());
  if (location.hash === "#still") {
    document.documentElement.classList.add("still");
    fitCaption(STILL_CAPTION_PX);
    map.invalidateSize({ animate: false });
    showAll(true);
  }
  mentionmap.state = state;
  mentionmap.map = map;
  mentionmap.marks = marks;
  openHash();
  marks.redraw(); // now that the controls are there
  document.documentElement.dataset.ready = "";
};

function onChange(change) {
  if ("document" in change) {
    renderDocument();
    renderLists();
    lightPieces();
  }
  if ("layer" in change || "filter" in change) {
    recount();
    renderLists();
    if (change.layer === "graticule") land.redraw();
    if (data.kinds.includes(change.layer)) views.text.classList.toggle(`hide-${change.layer}`, !isShown(change.layer));
    lightPieces();
  }
  if ("theme" in change) {
    readColours();
    land.redraw();
  }
  if ("selected" in change) onSelected(change.selected, change.from);
  if ("hovered" in change) lightPieces();
  marks.redraw();
}

function onSelected(item, from) {
  lightPieces();
  if (popup) {
    const old = popup;
    popup = null;
    old.remove();
    map.getContainer().classList.remove("carded");
  }
  setAddress(item ? `#${encodeURIComponent(addressOf(item))}` : location.pathname + location.search);
  if (!item) return;
  if (item.type === "claim") {
    openTab("claims");
    showPiece(document.getElementById(`card-${addressOf(item)}`));
    showClaim(item);
    return;
  }
  const place = item.type === "place" ? item : item.place;
  if (item.type === "mention" && from !== "pane") {
    openTab("text");
  }
  if (item.type === "mention") showPiece(views.text.querySelector(`[data-item="${CSS.escape(addressOf(item))}"]`));
  if (item.type === "place" && current === "text" && from === "map") {
    const first = item.mentions.find((mention) => mention.document.index === state.document);
    if (first) showPiece(views.text.querySelector(`[data-item="${CSS.escape(addressOf(first))}"]`));
  }
  if (item.type === "place" && current === "places") showPiece(views.places.querySelector(`[data-item="${CSS.escape(addressOf(item))}"]`));
  if (place) showPlace(place, item.type === "mention" ? item : null);
  else openPopup(item.near ? goTo(item.near, 0.22) : map.getCenter(), unplacedCard(item));
}

// A page inside a notebook's frame has no address of its own to change.
function setAddress(address) {
  try {
    history.replaceState(null, "", address);
  } catch {
    // Nothing is lost but the permalink.
  }
}

function showPiece(piece) {
  if (!piece) return;
  const box = piece.closest(".view");
  const [inner, outer] = [piece.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top >= outer.top + 8 && inner.bottom <= outer.bottom - 8) return;
  const top = box.scrollTop + inner.top - outer.top - (inner.height > outer.height / 2 ? 12 : outer.height / 3);
  box.scrollTo({ top, behavior: calm() ? "auto" : "smooth" });
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

// The copy of a meridian nearest to what is in view.
function nearby(lon) {
  return lon + 360 * Math.round((map.getCenter().lng - lon) / 360);
}

function zoomFor(place) {
  const code = place.feature_code;
  if (/^(OCN|CONT)/.test(code)) return 3;
  if (/^(PCL|TERR|RGN|SEA)/.test(code)) return 5;
  if (/^(ADM1|STRT|GULF|CHN|ISLS)/.test(code)) return 7;
  return 8;
}

function showPlace(place, mention) {
  openPopup(goTo(place, 0.22), placeCard(place, mention)); // below the middle, so that there is room for the card above
}

// Move the map, no more than is needed, to where a place is seen, so far below the middle; its position is returned.
function goTo(place, below) {
  const at = L.latLng(place.position[1], nearby(place.position[0]));
  const zoom = map.getZoom();
  const wanted = zoomFor(place);
  const inView = map.getBounds().pad(-0.15).contains(at);
  const target = inView && zoom >= wanted - 2 ? zoom : Math.max(Math.min(zoom, wanted + 2), wanted - 1);
  if (!inView || target !== zoom) {
    const middle = map.project(at, target).subtract([0, map.getSize().y * below]);
    map.setView(map.unproject(middle, target), target, { animate: false });
  }
  return at;
}

function openPopup(at, card) {
  popup = L.popup({ maxWidth: Math.min(340, map.getSize().x - 72), minWidth: 240, maxHeight: Math.min(380, map.getSize().y * 0.72 - 70), autoPanPadding: [16, 56], className: "popup", offset: [0, -4] }).setLatLng(at).setContent(card);
  const opened = popup;
  map.getContainer().classList.add("carded");
  opened.on("remove", () => {
    if (popup !== opened) return;
    popup = null;
    map.getContainer().classList.remove("carded");
    select(null);
  });
  popup.openOn(map);
}

function showClaim(claim) {
  const measured = measuredLine(claim);
  const points = measured ? [...measured.line] : claim.places.map((place) => place.position);
  if (!points.length) return;
  if (!measured && points.length === 1) {
    goTo(claim.places[0], 0);
    return;
  }
  if (measured && measured.perKm && claim.stated_km) {
    const far = Math.max(...claim.stated_km);
    if (far < 3 * measured.km) points.push(destination(measured.from, measured.bearing, far * measured.perKm));
  }
  let last = nearby(points[0][0]);
  const box = L.latLngBounds([]);
  for (const [lon, lat] of points) {
    last = lon + 360 * Math.round((last - lon) / 360);
    box.extend([lat, last]);
  }
  map.fitBounds(box.pad(0.35), { maxZoom: 12, animate: !calm() });
}

function showAll(opening) {
  const wanted = opening ? data.view.opening : data.view.all;
  if (!wanted) {
    map.setView([20, 10], 2);
    return;
  }
  const [west, south, east, north] = wanted;
  // What was measured is shown with the country about it: half a degree at the least, and as much again on each side.
  const [across, up] = [Math.max(0.5, east - west), Math.max(0.5, north - south)].map((span) => (opening ? Math.min(0.45 * span, 2.5) : 0.04 * span));
  const box = L.latLngBounds([[Math.max(-85, south - up), west - across], [Math.min(85, north + up), east + across]]);
  map.fitBounds(box, { padding: [40, 40], maxZoom: 9, animate: !opening && !calm() });
}

function onClick(event) {
  if (measuring) {
    addMeasured(event.latlng);
    return;
  }
  const found = marks.under(event.containerPoint);
  if (!found) {
    if (state.selected && !popup) select(null);
    return;
  }
  if (found.claim) select(found.claim, { from: "map" });
  else if (found.places > 1) map.setView(map.layerPointToLatLng([found.x, found.y]), map.getZoom() + 2, { animate: !calm() });
  else select(found.place, { from: "map" });
}

function onPoint(event) {
  if (measuring) return;
  const found = marks.under(event.containerPoint);
  map.getContainer().classList.toggle("pointing", Boolean(found));
  hover(found ? found.claim || (found.places > 1 ? null : found.place) : null);
}

function openHash() {
  const item = itemAt(location.hash);
  if (item && item !== state.selected) select(item, { from: "link" });
}

// Keys: / to search, n and p through the mentions, c through the claims, f for full screen, m to measure, Escape.
function onKey(event) {
  if (event.key === "Escape") {
    if (measuring) toggleMeasure();
    else if (state.selected) select(null);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const keys = {
    "/": () => document.querySelector(".search input").focus(),
    n: () => step(documents[state.document].mentions, 1), p: () => step(documents[state.document].mentions, -1),
    c: () => step(claims.filter(passesClaim), 1), f: toggleFull, m: toggleMeasure,
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
}

function step(items, by) {
  if (!items.length) return;
  const at = items.indexOf(state.selected);
  select(items[(at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by + items.length) % items.length], { from: "keys" });
}

// The switch's names are plain words and a swatch of ours; give the closed switch a name and a picture.
function dressLayers() {
  const toggle = map.getContainer().querySelector(".leaflet-control-layers-toggle");
  if (!toggle) return;
  toggle.setAttribute("aria-label", "Layers and legend");
  toggle.title = "Layers and legend";
  toggle.append(drawing(16, "icon", ["stroke", ICONS.layers]));
  const list = map.getContainer().querySelector(".leaflet-control-layers-list");
  list.append(element("div", { class: "legend" }, VERDICT_ORDER.filter((verdict) => claims.some((claim) => claim.verdict === verdict)).map((verdict) =>
    element("span", { class: `verdict ${verdict}` }, badge(verdict), VERDICTS[verdict].word)),
    places.some((place) => place.claimants) ? element("span", { class: "key" }, element("i", { class: "swatch ring" }), "disputed") : null));
}

const MOST_CAPTIONED = 30;
const STILL_CAPTION_PX = 215;
const PRINT_CAPTION_PX = 440; // what the map leaves of a page
function caption() {
  const parts = [element("b", {}, name(data.title))];
  const dates = datesSpan();
  if (dates) parts.push(`, ${dates}`);
  const placed = new Set(mentions.map((one) => one.place).filter(Boolean)).size;
  parts.push(/[.!?…。！？]$/.test(data.title) && !dates ? " " : ". ", placed ? `${counted(mentions.filter((one) => one.place).length, "mention", "mentions")} of ${counted(placed, "place", "places")}. ` : "No place was found. ");
  const rows = claims.slice(0, MOST_CAPTIONED).map((claim) => element("li", {}, badge(claim.verdict), element("span", {}, name(wordsOf(claim).slice(0, 160)), ". ", element("i", {}, `${VERDICTS[claim.verdict].word}. `), name(claim.explanation))));
  const gazetteer = data.gazetteer ? [`Gazetteer: `, name(`${data.gazetteer.name} ${data.gazetteer.version}`), ". "] : [];
  return element("div", {}, element("p", {}, parts, rows.length ? [counted(claims.length, "claim", "claims"), element("span", { class: "first" }), ":"] : ""), rows.length ? element("ol", {}, rows) : null,
    element("p", { class: "small" }, data.basemap ? [name(data.basemap.attribution), ". "] : null, gazetteer, "Distances on the WGS 84 ellipsoid. Made with mentionmap."));
}

// As many claims as there is room for, and a word on how many those are.
function fitCaption(mostPx) {
  const box = document.querySelector(".caption");
  const rows = [...box.querySelectorAll("li")];
  rows.forEach((row) => { row.hidden = false; });
  let shown = rows.length;
  const say = () => { if (rows.length) box.querySelector(".first").textContent = shown < claims.length ? `, the first ${shown}` : ""; };
  say();
  while (shown > 1 && box.offsetHeight > mostPx) {
    shown -= 1;
    rows[shown].hidden = true;
    say();
  }
}

function printing(on) {
  document.documentElement.classList.toggle("printing", on);
  if (on) fitCaption(PRINT_CAPTION_PX);
  map.invalidateSize({ animate: false });
  readColours();
  land.redraw();
  if (on) {
    if (state.selected && state.selected.type === "claim") showClaim(state.selected);
    else showAll(true);
  }
  marks._update();
}
