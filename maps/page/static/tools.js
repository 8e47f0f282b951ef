// What stands on the map: zoom, home, search, measure, full screen, light and dark, scale, coordinates, sources.
const ICONS = {
  home: "M2.5 8L8 3l5.5 5M4.5 7v6h7V7", plus: "M8 3v10M3 8h10", minus: "M3 8h10",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5L14 14",
  measure: "M1.8 10.8l9-9 3.4 3.4-9 9zM4.6 8l1.4 1.4M6.8 5.8l2.2 2.2M9 3.6l1.4 1.4",
  full: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  theme: "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
  layers: "M8 2l6.2 3.4L8 8.8 1.8 5.4zM1.8 8.4L8 11.8l6.2-3.4M1.8 11L8 14.4 14.2 11",
  print: "M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z",
};

function toolButton(icon, label, press) {
  return element("button", { type: "button", class: `tool ${icon}`, "aria-label": label, title: label, onclick: press }, drawing(16, "icon", ["stroke", ICONS[icon]]));
}

function control(position, build) {
  const made = L.control({ position });
  made.onAdd = () => {
    const box = build();
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  };
  return made.addTo(map);
}

function buildTools() {
  control("topleft", () => element("div", { class: "toolbar vertical" },
    toolButton("plus", "Zoom in", () => map.zoomIn()), toolButton("minus", "Zoom out", () => map.zoomOut()),
    toolButton("home", "Show all", () => showAll())));
  control("topleft", () => element("div", { class: "toolbar vertical" },
    toolButton("measure", "Measure a distance", toggleMeasure),
    document.fullscreenEnabled && toolButton("full", "Full screen", toggleFull),
    toolButton("theme", "Light or dark", toggleTheme), toolButton("print", "Print", () => window.print())));
  control("topright", searchBox);
  L.control.scale({ position: "bottomleft", maxWidth: 130 }).addTo(map);
  control("bottomleft", () => element("output", { class: "pointer", "aria-live": "off" }));
  const sources = data.basemap ? data.basemap.attribution : "";
  control("bottomright", () => element("div", { class: "sources" }, name(sources), sources ? " · " : "", "Leaflet · mentionmap"));
  map.on("mousemove", ({ latlng }) => { map.getContainer().querySelector(".pointer").textContent = degrees(latlng.lat, latlng.lng, 3); });
  map.on("mouseout", () => { map.getContainer().querySelector(".pointer").textContent = ""; });
}

function searchBox() {
  const results = element("ul", { class: "results", role: "listbox", id: "results", hidden: true });
  const field = element("input", { type: "search", placeholder: "Find a place or words", "aria-label": "Find a place or words", role: "combobox", "aria-controls": "results", "aria-expanded": "false", autocomplete: "off" });
  const choose = (item) => {
    results.hidden = true;
    field.setAttribute("aria-expanded", "false");
    select(item, { from: "search" });
  };
  field.addEventListener("input", () => {
    const found = find(field.value);
    results.replaceChildren(...found.map((item) => element("li", { role: "presentation" }, element("button", { type: "button", role: "option", onclick: () => choose(item) },
      item.type === "claim" ? badge(item.verdict) : element("span", { class: `swatch ${item.type === "place" ? kindOf(item) : "none"}` }),
      name(item.type === "place" ? [item.name, ...item.others].join(" / ") : wordsOf(item))))));
    if (field.value.trim() && !found.length) results.replaceChildren(element("li", { class: "muted" }, "Nothing found"));
    results.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!results.hidden));
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      const first = results.querySelector("button");
      if (event.key === "Enter" && first) first.click();
      else if (first) first.focus();
    }
    if (event.key === "Escape") {
      field.value = "";
      results.hidden = true;
      field.blur();
    }
    event.stopPropagation();
  });
  results.addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = document.activeElement.parentElement[step];
    if (next && next.firstElementChild) next.firstElementChild.focus();
    else if (event.key === "ArrowUp") field.focus();
  });
  return element("div", { class: "search", role: "search" }, drawing(16, "icon", ["stroke", ICONS.search]), field, results);
}

const MOST_FOUND = 8;
function find(text) {
  const wanted = fold(text);
  if (!wanted) return [];
  const found = places.filter((place) => folded(place).includes(wanted))
    .sort((a, b) => Number(!folded(a).startsWith(wanted)) - Number(!folded(b).startsWith(wanted)) || (counts.get(b) || 0) - (counts.get(a) || 0));
  const said = [...claims.filter((claim) => fold(wordsOf(claim)).includes(wanted)), ...mentions.filter((mention) => !mention.place && fold(wordsOf(mention)).includes(wanted))];
  return [...found.slice(0, MOST_FOUND), ...said.slice(0, 4)];
}

// Measuring by hand: each click adds a point; Escape, or the button again, ends.
let measuring = null;
function toggleMeasure() {
  if (measuring) {
    measuring.layer.remove();
    measuring.note.remove();
    measuring = null;
  } else {
    const note = control("topleft", () => element("output", { class: "measure" }, "Click two points or more; Escape ends"));
    measuring = { points: [], layer: L.layerGroup().addTo(map), note };
  }
  map.getContainer().classList.toggle("measuring", Boolean(measuring));
  map.getContainer().querySelector(".tool.measure").setAttribute("aria-pressed", String(Boolean(measuring)));
}

function addMeasured({ lat, lng }) {
  measuring.points.push([lng, lat]);
  measuring.layer.clearLayers();
  let total = 0;
  const style = { color: colours.accent, weight: 2.5, interactive: false };
  measuring.points.forEach((point, i) => {
    L.circleMarker([point[1], point[0]], { ...style, radius: 4, fillOpacity: 1 }).addTo(measuring.layer);
    if (!i) return;
    total += inverse(measuring.points[i - 1], point);
    L.polyline(arc(measuring.points[i - 1], point).map(([lon, at]) => [at, lon]), { ...style, dashArray: "6 4" }).addTo(measuring.layer);
  });
  const words = measuring.points.length > 1 ? `${kilometres(total)} · ${miles(total)}` : "Click the next point; Escape ends";
  measuring.note.getContainer().textContent = words;
}

function arc(from, to) {
  const angle = centralAngle(from, to);
  const bearing = bearingTo(from, to);
  const line = [];
  for (let i = 0; i <= 48; i += 1) line.push(destination(from, bearing, angle * i / 48));
  return line;
}

// Length of the geodesic on the WGS 84 ellipsoid in kilometres (Lambert's formula: metres off over thousands of km).
function inverse(from, to) {
  const [radius, flattening] = [6378.137, 1 / 298.257223563];
  const reduced = (lat) => Math.atan((1 - flattening) * Math.tan(radians(lat))) * 180 / Math.PI;
  const [beta0, beta1] = [reduced(from[1]), reduced(to[1])];
  const angle = centralAngle([from[0], beta0], [to[0], beta1]);
  if (!angle) return 0;
  const p = radians(beta0 + beta1) / 2;
  const q = radians(beta1 - beta0) / 2;
  const x = (angle - Math.sin(angle)) * (Math.sin(p) * Math.cos(q)) ** 2 / Math.cos(angle / 2) ** 2;
  const y = (angle + Math.sin(angle)) * (Math.cos(p) * Math.sin(q)) ** 2 / Math.sin(angle / 2) ** 2;
  return radius * (angle - flattening / 2 * (x + y));
}

function toggleFull() {
  if (!document.fullscreenEnabled) return; // a frame may forbid it
  if (document.fullscreenElement) document.exitFullscreen();
  else document.querySelector(".stage").requestFullscreen();
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function toggleTheme() {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  tell({ theme: true });
}
