// Land, coasts, borders and graticule, drawn tile by tile from the vector tiles in the page.
const TILE_PX = 256;
const DRAWN_PX = 258; // a tile laps over the next ones, so that no seam is seen between them; style.css has its size
const MAX_LAT = 85.0511287798;

// A canvas's own pixels for one of the page's. Chromium prints a canvas at a scale rounded to 64ths: a half is exact.
function sharpness() {
  return document.documentElement.classList.contains("printing") ? 2 : Math.max(window.devicePixelRatio || 1, 1.5);
}

function mercator(lon, lat) {
  const shut = Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * Math.PI / 180;
  return [lon / 360 + 0.5, 0.5 - Math.asinh(Math.tan(shut)) / (2 * Math.PI)];
}

function latitudeOf(y) {
  return Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI;
}

const colours = {};
function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const key of ["sea", "land", "coast", "border", "graticule", "sea-name", "land-name", "ink", "halo", "muted",
    "supported", "refuted", "depends", "unverifiable", "literal", "metonym", "demonym", "embedded", "coordinate",
    "paper", "accent"]) {
    colours[key] = style.getPropertyValue(`--${key}`).trim();
  }
}

function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  let at = 0;
  function next() {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at];
      at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }
  const lines = [];
  while (at < bytes.length) {
    const steps = next();
    const line = new Int32Array(2 * steps);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    let x = 0;
    let y = 0;
    for (let i = 0; i < steps; i += 1) {
      const dx = next();
      const dy = next();
      x += dx % 2 ? -(dx + 1) / 2 : dx / 2;
      y += dy % 2 ? -(dy + 1) / 2 : dy / 2;
      line[2 * i] = x;
      line[2 * i + 1] = y;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    lines.push({ line, box });
  }
  return lines;
}

const unpacked = new Map();
function vectorTile(z, x, y) {
  if (!data.basemap) return null;
  for (let i = data.basemap.levels.length - 1; i >= 0; i -= 1) {
    const [zoom, extent] = data.basemap.levels[i];
    if (zoom > z) continue;
    const column = x >> (z - zoom);
    const row = y >> (z - zoom);
    const key = `${zoom}/${column}/${row}`;
    const packed = data.basemap.tiles[key];
    if (!packed) continue;
    if (!unpacked.has(key)) unpacked.set(key, { land: unpack(packed[0]), borders: unpack(packed[1]) });
    return { ...unpacked.get(key), zoom, extent, column, row };
  }
  return null;
}

// Which sides of the box a point lies beyond. Vertices beyond one side, between others beyond it, change nothing.
function beyond(x, y, box) {
  return (x < box[0] ? 1 : x > box[2] ? 2 : 0) | (y < box[1] ? 4 : y > box[3] ? 8 : 0);
}

function traceArea(context, { line }, box) {
  let last = 0;
  for (let i = 0; i < line.length; i += 2) {
    const here = beyond(line[i], line[i + 1], box);
    const next = i + 2 < line.length ? beyond(line[i + 2], line[i + 3], box) : 0;
    if (i > 0 && here & last & next) continue;
    if (i === 0) context.moveTo(line[i], line[i + 1]);
    else context.lineTo(line[i], line[i + 1]);
    last = here;
  }
  context.closePath();
}

function traceLine(context, { line }, box, extent, closed) {
  let drawing = false;
  const end = closed ? line.length + 2 : line.length;
  for (let i = 2; i < end; i += 2) {
    const x0 = line[i - 2];
    const y0 = line[i - 1];
    const x1 = line[i % line.length];
    const y1 = line[(i + 1) % line.length];
    const seam = (x0 === x1 && (x0 <= 0 || x0 >= extent)) || (y0 === y1 && (y0 <= 0 || y0 >= extent));
    if (seam || beyond(x0, y0, box) & beyond(x1, y1, box)) {
      drawing = false;
      continue;
    }
    if (!drawing) context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    drawing = true;
  }
}

const GRATICULE_STEPS = [60, 60, 30, 20, 10, 5, 2, 1, 1, 0.5];
function graticuleStep(zoom) {
  return GRATICULE_STEPS[zoom] || (zoom < 12 ? 0.2 : zoom < 14 ? 0.05 : 0.01);
}

const Land = L.GridLayer.extend({
  options: { keepBuffer: 3, updateWhenZooming: false, className: "land" },
  createTile(coords) {
    const sidePx = Math.round(DRAWN_PX * sharpness());
    const ratio = sidePx / DRAWN_PX;
    const tile = element("canvas", { width: sidePx, height: sidePx });
    const side = 2 ** coords.z;
    if (coords.y < 0 || coords.y >= side) return tile;
    const context = tile.getContext("2d");
    const x = ((coords.x % side) + side) % side;
    if (isShown("graticule")) this.drawGraticule(context, x, coords.y, coords.z, ratio);
    const found = vectorTile(coords.z, x, coords.y);
    if (found) this.drawLand(context, found, x, coords.y, coords.z, ratio);
    return tile;
  },
  drawLand(context, found, x, y, z, ratio) {
    const deeper = 2 ** (z - found.zoom);
    const scale = TILE_PX * ratio * deeper / found.extent;
    const left = (x - found.column * deeper) * found.extent / deeper;
    const top = (y - found.row * deeper) * found.extent / deeper;
    const pad = 4 / scale;
    const box = [left - pad, top - pad, left + found.extent / deeper + pad, top + found.extent / deeper + pad];
    const inside = ({ box: own }) => own[0] <= box[2] && own[2] >= box[0] && own[1] <= box[3] && own[3] >= box[1];
    context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    context.lineJoin = "round";
    const land = found.land.filter(inside);
    context.beginPath();
    for (const ring of land) traceArea(context, ring, box);
    context.fillStyle = colours.land;
    context.fill("evenodd");
    context.beginPath();
    for (const ring of land) traceLine(context, ring, box, found.extent, true);
    context.strokeStyle = colours.coast;
    context.lineWidth = (z < 4 ? 0.5 : 0.8) * ratio / scale;
    context.stroke();
    context.beginPath();
    for (const line of found.borders.filter(inside)) traceLine(context, line, box, found.extent, false);
    context.strokeStyle = colours.border;
    context.lineWidth = ratio / scale;
    context.setLineDash([3.5 * ratio / scale, 2.5 * ratio / scale]);
    context.stroke();
    context.setLineDash([]);
  },
  drawGraticule(context, x, y, z, ratio) {
    const side = 2 ** z;
    const step = graticuleStep(z);
    const [west, east] = [x / side * 360 - 180, (x + 1) / side * 360 - 180];
    const [north, south] = [latitudeOf(y / side), latitudeOf((y + 1) / side)];
    context.beginPath();
    for (let i = Math.ceil(west / step); i * step < east; i += 1) {
      const at = ((i * step + 180) / 360 * side - x) * TILE_PX * ratio;
      context.moveTo(at, 0);
      context.lineTo(at, DRAWN_PX * ratio);
    }
    for (let i = Math.ceil(south / step); i * step < north; i += 1) {
      const at = (mercator(0, i * step)[1] * side - y) * TILE_PX * ratio;
      context.moveTo(0, at);
      context.lineTo(DRAWN_PX * ratio, at);
    }
    context.strokeStyle = colours.graticule;
    context.lineWidth = 0.6 * ratio;
    context.stroke();
  },
});
