// Places, claim lines and names, drawn on one canvas, so that a hundred thousand of them stay light.
const CLUSTER_FROM = 250;
const CLUSTER_PX = 42;
const CLUSTER_TO_ZOOM = 11;
const OUTLINE_EXTENT = 256 * 4 * 2 ** 12; // steps over the world, as outlines are packed
const TURNS = [-1, 0, 1, 2];
const CELL_PX = 6;
const SANS = 'Inter, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif';
const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Liberation Serif", serif';

function radians(value) {
  return value * Math.PI / 180;
}

// Where one arrives from a point under a bearing, having gone an angle of the sphere.
function destination([lon, lat], bearing, angle) {
  const [phi, theta] = [radians(lat), radians(bearing)];
  const to = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(theta));
  const turn = Math.atan2(Math.sin(theta) * Math.sin(angle) * Math.cos(phi), Math.cos(angle) - Math.sin(phi) * Math.sin(to));
  return [lon + turn * 180 / Math.PI, to * 180 / Math.PI];
}

function centralAngle([lon0, lat0], [lon1, lat1]) {
  const half = Math.sin(radians(lat1 - lat0) / 2) ** 2
    + Math.cos(radians(lat0)) * Math.cos(radians(lat1)) * Math.sin(radians(lon1 - lon0) / 2) ** 2;
  return 2 * Math.asin(Math.min(1, Math.sqrt(half)));
}

function bearingTo([lon0, lat0], [lon1, lat1]) {
  const turn = radians(lon1 - lon0);
  const y = Math.sin(turn) * Math.cos(radians(lat1));
  const x = Math.cos(radians(lat0)) * Math.sin(radians(lat1)) - Math.sin(radians(lat0)) * Math.cos(radians(lat1)) * Math.cos(turn);
  return Math.atan2(y, x) * 180 / Math.PI;
}

// The reading whose line is the claim's own: that by which it was judged.
function shownReading(claim) {
  const ends = (line) => line && [line[0], line[line.length - 1]].join();
  const drawn = claim.readings.filter((reading) => claim.line && ends(reading.line) === ends(claim.line));
  const meant = (reading) => reading.name === claim.conventional;
  return drawn.find(meant) || drawn[0] || claim.readings.find(meant) || null;
}

// The measured line from the object to the subject, and the sphere on which its length is the measured one.
function measuredLine(claim) {
  const reading = shownReading(claim) || claim.readings.find((one) => one.line);
  const line = claim.line || (reading && reading.line);
  if (!line || line.length < 2) return null;
  const from = line[line.length - 1];
  const angle = centralAngle(from, line[0]);
  if (!angle || !reading || !reading.km) return { line, from, km: null, perKm: null };
  return { line, from, km: reading.km, perKm: angle / reading.km, bearing: bearingTo(from, line[0]) };
}

// Claims measured between the same two points share their line: their badges stand side by side along it.
function shareLines() {
  const groups = new Map();
  for (const claim of claims) {
    const measured = measuredLine(claim);
    const ends = measured ? [measured.line[0], measured.line[measured.line.length - 1]] : [];
    const key = ends.map((end) => end.map((value) => value.toFixed(2)).join()).sort().join(" ");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push([claim, measured && measured.line[0][0] > measured.from[0]]);
  }
  for (const group of groups.values()) {
    group.forEach(([claim, turned], i) => {
      const share = (i + 1) / (group.length + 1);
      claim.share = turned ? 1 - share : share;
    });
  }
}

const Marks = L.Renderer.extend({
  options: { padding: 0.25 },
  _initContainer() {
    this._container = element("canvas", { class: "marks", role: "img", "aria-label": "Places and claims; the lists hold them all" });
    this._context = this._container.getContext("2d");
    this.hits = [];
    this.lines = [];
  },
  _destroyContainer() {
    this._container.remove();
  },
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = sharpness();
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = size.x * ratio;
    this._container.height = size.y * ratio;
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this._context.setTransform(ratio, 0, 0, ratio, -this._bounds.min.x * ratio, -this._bounds.min.y * ratio);
    this.draw();
  },
  redraw() {
    if (!this._bounds || this._pending) return;
    this._pending = requestAnimationFrame(() => {
      this._pending = 0;
      if (this._map) this.draw();
    });
  },
  project(lon, lat) {
    const [x, y] = mercator(lon, lat);
    return [x * this.world - this.origin.x, y * this.world - this.origin.y];
  },
  sees(x, y, pad) {
    const { min, max } = this._bounds;
    return x >= min.x - pad && x <= max.x + pad && y >= min.y - pad && y <= max.y + pad;
  },
  inSight(x, y) {
    const at = this._map.layerPointToContainerPoint([x, y]);
    const size = this._map.getSize();
    return at.x >= 0 && at.y >= 0 && at.x <= size.x && at.y <= size.y;
  },
  draw() {
    const context = this._context;
    const { min, max } = this._bounds;
    this.world = TILE_PX * 2 ** this._map.getZoom();
    this.origin = this._map.getPixelOrigin();
    this.hits = [];
    this.lines = [];
    this.crossed = new Set();
    this.claimed = [];
    this.taken = this.covered();
    context.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    const shownClaims = isShown("claims") ? claims.filter(passesClaim) : [];
    const focus = state.hovered || state.selected;
    const aside = focus && focus.type === "claim" ? 0.35 : 1; // the others stand back
    context.globalAlpha = aside;
    for (const claim of shownClaims) if (claim !== focus) this.drawClaim(claim, false);
    context.globalAlpha = 1;
    if (focus && focus.type === "claim" && shownClaims.includes(focus)) this.drawClaim(focus, true);
    if (focus) for (const place of focus.places || [focus.place || focus]) this.drawOutline(place);
    if (state.reading) this.drawReading(state.reading);
    const marks = this.gather();
    for (const mark of marks) this.drawMark(mark, focus);
    const badged = this.lines.filter(({ crowded }) => !crowded);
    for (const { claim, x, y } of badged) this.drawBadge(claim, x, y, claim === focus, claim === focus ? 1 : aside);
    for (const claimed of this.claimed) this.drawClaimedWords(claimed);
    for (const { claim, x, y } of badged) if (claim === focus || aside === 1) this.drawLength(claim, x, y, claim === focus);
    // What is in focus is named first, where there is room for it.
    const inFocus = (mark) => Number(mark.places === 1 && concerns(focus, mark.place));
    for (const mark of [...marks].sort((a, b) => inFocus(b) - inFocus(a))) this.drawName(mark, focus);
    if (isShown("labels") && data.basemap) this.drawLabels(marks);
    if (isShown("graticule")) this.drawDegrees();
  },
  // What lies over the map: nothing is written beneath the controls or an open card.
  covered() {
    const frame = this._map.getContainer().getBoundingClientRect();
    const corner = this._map.containerPointToLayerPoint([0, 0]);
    const [dx, dy] = [corner.x - frame.left, corner.y - frame.top];
    return [...this._map.getContainer().querySelectorAll(".leaflet-control, .leaflet-popup-content-wrapper")]
      .map((piece) => piece.getBoundingClientRect()).filter(({ width, height }) => width && height)
      .map(({ left, top, right, bottom }) => [left + dx, top + dy, right + dx, bottom + dy]);
  },

  // Places with the number of their mentions that pass; where there are many, near ones together.
  gather() {
    const many = places.length > CLUSTER_FROM && this._map.getZoom() <= CLUSTER_TO_ZOOM;
    const found = [];
    for (const place of places) {
      const count = counts.get(place) || 0;
      const focus = concerns(state.selected, place) || concerns(state.hovered, place);
      if (!count && !focus && !(isShown("claims") && place.claims.some(passesClaim))) continue;
      place.xy ??= mercator(place.position[0], place.position[1]);
      for (const turn of TURNS) {
        const x = (place.xy[0] + turn) * this.world - this.origin.x;
        const y = place.xy[1] * this.world - this.origin.y;
        if (this.sees(x, y, 60)) found.push({ place, x, y, count, places: 1 });
      }
    }
    found.sort((a, b) => b.count - a.count || a.place.index - b.place.index);
    return many ? cluster(found) : found;
  },
  drawMark(mark, focus) {
    const context = this._context;
    const { place, x, y, count } = mark;
    const lit = mark.places === 1 && concerns(focus, place);
    const kind = kindOf(place);
    const radius = Math.min(22, 3.6 + 1.2 * Math.sqrt(count || 1) + (mark.places > 1 ? 5 : 0));
    mark.radius = radius;
    this.hits.push({ mark, x, y, radius });
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colours[kind];
    context.globalAlpha = mark.places > 1 ? 0.78 : 0.9;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.strokeStyle = colours.halo;
    context.stroke();
    if (place.claimants && mark.places === 1) {
      context.beginPath();
      context.arc(x, y, radius + 3.5, 0, 2 * Math.PI);
      context.setLineDash([3, 2.5]);
      context.lineWidth = 1.6;
      context.strokeStyle = colours[kind];
      context.stroke();
      context.setLineDash([]);
    }
    if (lit) {
      context.beginPath();
      context.arc(x, y, radius + (place.claimants ? 7 : 4), 0, 2 * Math.PI);
      context.lineWidth = 2;
      context.strokeStyle = colours.accent;
      context.stroke();
    }
    if (mark.places > 1) {
      context.font = `600 11px ${SANS}`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillStyle = colours.halo;
      context.fillText(count > 9999 ? `${Math.round(count / 1000)}k` : String(count), x, y + 0.5);
    }
    this.taken.push([x - radius, y - radius, x + radius, y + radius]);
  },
  drawName(mark, focus) {
    const { place, x, y, radius } = mark;
    if (mark.places > 1 || !this.inSight(x, y)) return;
    const lit = concerns(focus, place);
    const context = this._context;
    context.font = `${lit ? 600 : 500} 12.5px ${SANS}`;
    context.textBaseline = "middle";
    const shown = [place.name, ...(place.claimants ? place.others : [])].map(oneLine);
    const lines = shown.length > 1 && shown.join(" / ").length > 24 ? shown : [shown.join(" / ")];
    const width = Math.max(...lines.map((line) => context.measureText(line).width));
    const height = 14 * lines.length;
    const gap = radius + (place.claimants ? 8 : 5);
    const spots = [
      [x + gap, y - height / 2, "left"], [x - gap - width, y - height / 2, "left"],
      [x - width / 2, y - gap - height, "center"], [x - width / 2, y + gap, "center"],
      [x - width / 2, y - gap - height - 10, "center"], [x - width / 2, y + gap + 10, "center"],
    ];
    const free = this.freeSpot(spots, width, height) || (lit && !popup ? spots[0] : null);
    if (!free) return;
    const [left, top] = free;
    this.taken.push([left, top, left + width, top + height]);
    context.textAlign = "left";
    lines.forEach((line, row) => {
      const indent = free[2] === "center" ? (width - context.measureText(line).width) / 2 : 0;
      this.write(line, left + indent, top + 7 + 14 * row, lit ? colours.accent : colours.ink, 3.5);
    });
  },
  write(text, x, y, colour, halo) {
    const context = this._context;
    context.lineJoin = "round";
    context.strokeStyle = colours.halo;
    context.globalAlpha = 0.85;
    context.lineWidth = halo;
    context.strokeText(text, x, y);
    context.globalAlpha = 1;
    context.fillStyle = colour;
    context.fillText(text, x, y);
  },
  clashes(left, top, right, bottom) {
    return this.taken.some((box) => left < box[2] && right > box[0] && top < box[3] && bottom > box[1]);
  },
  // The first spot, by its left and top, where writing is in sight and clear of the rest; rather one that no line crosses.
  freeSpot(spots, width, height) {
    const free = spots.filter(([left, top]) => this.inSight(left, top) && this.inSight(left + width, top + height)
      && !this.clashes(left, top, left + width, top + height));
    return free.find(([left, top]) => !this.isCrossed(left, top, left + width, top + height)) || free[0] || null;
  },
  // Where claims' lines run, in cells of some pixels.
  cross(points) {
    for (let i = 1; i < points.length; i += 1) {
      const part = L.LineUtil.clipSegment(L.point(points[i - 1]), L.point(points[i]), this._bounds);
      if (!part) continue;
      const steps = Math.ceil(part[0].distanceTo(part[1]) / CELL_PX) || 1;
      for (let step = 0; step <= steps; step += 1) {
        const share = step / steps;
        this.crossed.add(cellKey(part[0].x + share * (part[1].x - part[0].x), part[0].y + share * (part[1].y - part[0].y)));
      }
    }
  },
  isCrossed(left, top, right, bottom) {
    for (let x = left; x < right + CELL_PX; x += CELL_PX) {
      for (let y = top; y < bottom + CELL_PX; y += CELL_PX) if (this.crossed.has(cellKey(Math.min(x, right), Math.min(y, bottom)))) return true;
    }
    return false;
  },
  drawLabels(marks) {
    const context = this._context;
    const named = new Set(marks.filter((mark) => mark.places === 1).map((mark) => mark.place.name.toLowerCase()));
    const perDegree = this.world / 360;
    const view = this._map.getSize();
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const [lon, lat, text, kind, span] of data.basemap.labels) {
      const room = span * perDegree;
      if (room < 34 || room > 6 * view.x || named.has(text.toLowerCase())) continue;
      const sea = kind === "sea";
      const size = sea ? Math.max(11, Math.min(17, 9 + room / 90)) : 11;
      const words = sea ? balanced(text) : [text.toUpperCase()];
      context.font = sea ? `italic ${size}px ${SERIF}` : `500 10.5px ${SANS}`;
      context.letterSpacing = sea ? "0.04em" : "0.12em";
      const width = Math.max(...words.map((word) => context.measureText(word).width));
      if (width > room * 1.1) continue;
      for (const turn of TURNS) {
        const [x, y] = this.project(lon + 360 * turn, lat);
        const height = words.length * size * 1.2;
        if (!this.inSight(x - width / 2, y - height / 2) || !this.inSight(x + width / 2, y + height / 2) || this.clashes(x - width / 2 - 3, y - height / 2, x + width / 2 + 3, y + height / 2)) continue;
        this.taken.push([x - width / 2 - 6, y - height / 2, x + width / 2 + 6, y + height / 2]);
        context.fillStyle = colours[sea ? "sea-name" : "land-name"];
        words.forEach((word, row) => context.fillText(word, x, y + (row - (words.length - 1) / 2) * size * 1.2));
      }
    }
    context.letterSpacing = "0px";
  },
  // The degrees of meridians along the upper edge, of parallels along the right one.
  drawDegrees() {
    const context = this._context;
    const step = graticuleStep(Math.round(this._map.getZoom()));
    const digits = step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
    const { x: left, y: top } = this._map.containerPointToLayerPoint([0, 0]);
    const { x: width, y: height } = this._map.getSize();
    const lonAt = (x) => ((x + this.origin.x) / this.world - 0.5) * 360;
    const latAt = (y) => latitudeOf((y + this.origin.y) / this.world);
    context.font = `10.5px ${SANS}`;
    context.textBaseline = "middle";
    context.textAlign = "left";
    const draw = (words, x, y) => {
      const half = context.measureText(words).width / 2;
      const [from, to] = [x < left + width - 40 ? x - half : left + width - 6 - 2 * half, y];
      if (!this.inSight(from, to - 6) || !this.inSight(from + 2 * half, to + 6) || this.clashes(from - 4, to - 7, from + 2 * half + 4, to + 7)) return;
      this.taken.push([from, to - 6, from + 2 * half, to + 6]);
      this.write(words, from, to, colours["sea-name"], 3);
    };
    for (let i = Math.ceil(lonAt(left) / step); i * step < lonAt(left + width); i += 1) {
      const lon = ((((i * step + 180) % 360) + 360) % 360) - 180;
      draw(degree(lon, digits, "W", "E"), this.project(i * step, 0)[0], top + 11);
    }
    for (let i = Math.ceil(latAt(top + height) / step); i * step < latAt(top); i += 1) {
      draw(degree(i * step, digits, "S", "N"), left + width, this.project(0, i * step)[1]);
    }
  },
  trace(line, turn) {
    const context = this._context;
    const points = line.map(([lon, lat]) => this.project(lon + 360 * turn, lat));
    context.beginPath();
    points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    return points;
  },
  drawClaim(claim, lit) {
    const measured = measuredLine(claim);
    if (!measured) return;
    const context = this._context;
    for (const turn of TURNS) {
      const points = measured.line.map(([lon, lat]) => this.project(lon + 360 * turn, lat));
      if (!points.some(([x, y]) => this.sees(x, y, 2000))) continue;
      if (lit) this.drawClaimed(claim, measured, turn);
      this.trace(measured.line, turn);
      context.lineCap = "round";
      context.strokeStyle = colours.halo;
      context.lineWidth = lit ? 6.5 : 4.5;
      context.stroke();
      context.strokeStyle = colours[claim.verdict];
      context.lineWidth = lit ? 3.2 : 2;
      context.setLineDash({ depends: [8, 5], unverifiable: [1, 5], refuted: [12, 4, 2, 4] }[claim.verdict] || []);
      context.stroke();
      context.setLineDash([]);
      for (const end of [0, points.length - 1]) this.drawEnd(points, end, colours[claim.verdict]);
      this.cross(points);
      if (lit) this.keepClear(points);
      const [x, y] = this.badgeSpot(points, claim.share);
      const [[x0, y0], [x1, y1]] = [points[0], points[points.length - 1]];
      const crowded = documents.length > 1 && !lit
        && (Math.hypot(x1 - x0, y1 - y0) < 14 || this.lines.some((other) => Math.hypot(other.x - x, other.y - y) < 16));
      this.lines.push({ claim, x, y, points, crowded });
    }
  },
  // No name is to be written over the line in focus.
  keepClear(points) {
    for (let share = 0; share <= 1; share += 1 / 48) {
      const [x, y] = along(points, share);
      this.taken.push([x - 4, y - 4, x + 4, y + 4]);
    }
  },
  // Along the line, where no other badge is.
  badgeSpot(points, wanted) {
    const spots = [wanted, 0.5, 0.35, 0.65, 0.2, 0.8].map((share) => along(points, share));
    return spots.find(([x, y]) => !this.lines.some((other) => Math.hypot(other.x - x, other.y - y) < 20)) || spots[0];
  },
  // A short bar across the line where it meets the shore.
  drawEnd(points, end, colour) {
    const [x, y] = points[end];
    const [nx, ny] = points[end ? end - 1 : 1];
    const length = Math.hypot(nx - x, ny - y) || 1;
    const [ux, uy] = [-(ny - y) / length * 5, (nx - x) / length * 5];
    const context = this._context;
    context.beginPath();
    context.moveTo(x - ux, y - uy);
    context.lineTo(x + ux, y + uy);
    context.lineWidth = 2.2;
    context.strokeStyle = colour;
    context.stroke();
  },
  // The claimed distance: a ring about the object, and a tick where it cuts the line, which is drawn on if too short.
  drawClaimed(claim, measured, turn) {
    if (!claim.stated_km || !measured.perKm) return;
    const context = this._context;
    const edges = [...new Set(claim.stated_km)].filter((km) => km > 0 && km * measured.perKm < Math.PI / 2);
    for (const km of edges) {
      const angle = km * measured.perKm;
      const ring = [];
      for (let bearing = 0; bearing <= 360; bearing += 3) ring.push(destination(measured.from, bearing, angle));
      this.trace(ring, turn);
      context.setLineDash([2, 4]);
      context.lineWidth = 1.4;
      context.strokeStyle = colours.accent;
      context.stroke();
      const tick = destination(measured.from, measured.bearing, angle);
      const near = destination(measured.from, measured.bearing, angle * 0.98);
      if (km > measured.km) {
        this.trace([measured.line[0], tick], turn);
        context.setLineDash([4, 4]);
        context.stroke();
      }
      context.setLineDash([]);
      const pair = [tick, near].map(([lon, lat]) => this.project(lon + 360 * turn, lat));
      this.drawEnd(pair, 0, colours.accent);
      this.claimed.push({ claim, km, short: km <= measured.km, tick: pair[0], inner: pair[1] });
    }
  },
  // What was claimed, at its tick: beyond the line's end in its direction, on the line above it.
  drawClaimedWords({ claim, km, short, tick: [x, y], inner }) {
    const context = this._context;
    const words = `claimed ${COMPARATOR_WORDS[claim.comparator] || ""}${oneLine(claim.quantity ? claim.quantity.text : kilometres(km))}`;
    context.font = `italic 12.5px ${SANS}`;
    context.textBaseline = "middle";
    context.textAlign = "left";
    const width = context.measureText(words).width;
    const outward = x < inner[0] ? [x - width - 20, y - 8] : [x + 20, y - 8];
    const spots = [[x - width / 2, y - 26], [x - width / 2, y + 12], [x - width - 8, y - 26], [x + 8, y - 26], [x - width - 8, y + 12], [x + 8, y + 12]];
    const [left, top] = this.freeSpot(short ? spots : [outward, ...spots], width, 16) || spots[0];
    this.write(words, left, top + 8, colours.accent, 3.5);
    this.taken.push([left, top, left + width, top + 16]);
  },
  // The outline that was measured, filled where its lines close.
  drawOutline(place) {
    if (!place.outline) return;
    place.lines ??= unpack(place.outline);
    const context = this._context;
    const scale = this.world / OUTLINE_EXTENT;
    let closed = true;
    for (const turn of TURNS) {
      context.beginPath();
      for (const { line } of place.lines) {
        const end = line.length - 2;
        closed &&= line[0] === line[end] && line[1] === line[end + 1];
        for (let i = 0; i < line.length; i += 2) {
          const x = line[i] * scale + turn * this.world - this.origin.x;
          const y = line[i + 1] * scale - this.origin.y;
          if (i) context.lineTo(x, y);
          else context.moveTo(x, y);
        }
      }
      context.fillStyle = colours.accent;
      context.globalAlpha = 0.08;
      if (closed) context.fill("evenodd");
      context.globalAlpha = 0.7;
      context.strokeStyle = colours.accent;
      context.lineWidth = 1.2;
      context.stroke();
      context.globalAlpha = 1;
    }
  },
  drawReading(reading) {
    const context = this._context;
    for (const turn of TURNS) {
      this.trace(reading.line, turn);
      context.setLineDash([6, 4]);
      context.lineWidth = 2.4;
      context.strokeStyle = colours.accent;
      context.stroke();
      context.setLineDash([]);
    }
  },
  drawBadge(claim, x, y, lit, strength) {
    const context = this._context;
    const scale = lit ? 1.35 : 1.05;
    const known = VERDICTS[claim.verdict];
    context.save();
    context.globalAlpha = strength;
    context.translate(x - 8 * scale, y - 8 * scale);
    context.scale(scale, scale);
    const shape = new Path2D(known.shape);
    context.lineWidth = 3;
    context.strokeStyle = colours.halo;
    context.stroke(shape);
    context.fillStyle = colours[claim.verdict];
    context.fill(shape);
    context.lineWidth = 1.9;
    context.lineCap = "round";
    context.lineJoin = "round";
    context.strokeStyle = colours.halo;
    context.stroke(new Path2D(known.mark));
    context.restore();
    this.taken.push([x - 8 * scale, y - 8 * scale, x + 8 * scale, y + 8 * scale]);
  },
  drawLength(claim, x, y, lit) {
    const context = this._context;
    const measured = shownReading(claim);
    if (!measured) return;
    context.font = `${lit ? 600 : 500} 12px ${SANS}`;
    context.textAlign = "left";
    context.textBaseline = "middle";
    const text = kilometres(measured.km);
    const width = context.measureText(text).width;
    const spots = [[x - width / 2, y + 12], [x - width / 2, y - 26], [x + 14, y - 7], [x - 14 - width, y - 7],
      [x + 9, y + 8], [x - 9 - width, y + 8], [x + 9, y - 22], [x - 9 - width, y - 22]];
    const free = this.freeSpot(spots, width, 14) || (lit ? spots[0] : null);
    if (!free) return;
    this.write(text, free[0], free[1] + 7, colours[claim.verdict], 3.5);
    this.taken.push([free[0], free[1], free[0] + width, free[1] + 14]);
  },

  // What lies under a point of the map: a place or cluster, else a claim.
  under(point) {
    const { x, y } = this._map.containerPointToLayerPoint(point);
    let best = null;
    for (const { claim, x: bx, y: by, crowded } of this.lines) if (!crowded && Math.hypot(x - bx, y - by) < 12) best = { claim };
    if (best) return best;
    let least = Infinity;
    for (const hit of this.hits) {
      const off = Math.hypot(x - hit.x, y - hit.y) - Math.max(hit.radius, 6);
      if (off < 3 && off < least) [least, best] = [off, hit.mark];
    }
    if (best) return best;
    for (const { claim, points } of this.lines) {
      for (let i = 1; i < points.length; i += 1) if (offSegment(x, y, points[i - 1], points[i]) < 6) return { claim };
    }
    return null;
  },
});

function cluster(found) {
  const cells = new Map();
  const heads = [];
  for (const mark of found) {
    const column = Math.floor(mark.x / CLUSTER_PX);
    const row = Math.floor(mark.y / CLUSTER_PX);
    let head = null;
    for (let dx = -1; dx <= 1 && !head; dx += 1) {
      for (let dy = -1; dy <= 1 && !head; dy += 1) {
        const near = cells.get((column + dx) * 65536 + row + dy);
        if (near) head = near.find((one) => Math.hypot(one.x - mark.x, one.y - mark.y) < CLUSTER_PX) || null;
      }
    }
    if (head && !concerns(state.selected, mark.place)) {
      head.count += mark.count;
      head.places += 1;
      continue;
    }
    heads.push(mark);
    const key = column * 65536 + row;
    if (cells.has(key)) cells.get(key).push(mark);
    else cells.set(key, [mark]);
  }
  return heads;
}

// How far along a polyline a badge stands.
function along(points, share) {
  const lengths = points.slice(1).map(([x, y], i) => Math.hypot(x - points[i][0], y - points[i][1]));
  let left = lengths.reduce((sum, length) => sum + length, 0) * share;
  for (let i = 0; i < lengths.length; i += 1) {
    if (left <= lengths[i]) {
      const part = lengths[i] ? left / lengths[i] : 0;
      return [0, 1].map((axis) => points[i][axis] + part * (points[i + 1][axis] - points[i][axis]));
    }
    left -= lengths[i];
  }
  return points[0];
}

function offSegment(x, y, [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = dx || dy ? Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy))) : 0;
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
}

function cellKey(x, y) {
  return Math.floor(x / CELL_PX) * 65536 + Math.floor(y / CELL_PX);
}

function degree(value, digits, minus, plus) {
  const shown = Math.abs(value).toFixed(digits);
  return `${shown}°${Number(shown) % 180 ? ` ${value < 0 ? minus : plus}` : ""}`;
}

function balanced(text) {
  const words = text.split(" ");
  if (words.length < 2 || text.length < 12) return [text];
  let best = [text];
  for (let i = 1; i < words.length; i += 1) {
    const pair = [words.slice(0, i).join(" "), words.slice(i).join(" ")];
    if (Math.max(...pair.map((line) => line.length)) < Math.max(...best.map((line) => line.length))) best = pair;
  }
  return best;
}

// One line of visible letters for the canvas: controls, also those of writing direction, are left out there.
function oneLine(text) {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  return clean.length > 60 ? `${clean.slice(0, 59)}…` : clean;
}

// How often each place is mentioned by what passes the filters and the layers, and as what it is mostly meant.
let counts = new Map();
function recount() {
  counts = new Map();
  const kinds = new Map();
  for (const mention of mentions) {
    if (!mention.place || !isShown(mention.kind) || !passesMention(mention)) continue;
    counts.set(mention.place, (counts.get(mention.place) || 0) + 1);
    const known = kinds.get(mention.place) || {};
    known[mention.kind] = (known[mention.kind] || 0) + 1;
    kinds.set(mention.place, known);
  }
  for (const place of places) {
    const known = kinds.get(place) || {};
    place.kind = data.kinds.reduce((best, kind) => ((known[kind] || 0) > (known[best] || 0) ? kind : best), data.kinds[0]);
  }
}

function kindOf(place) {
  return place.kind || "literal";
}
