// The text of the open document: mentions by kind, claims by verdict, each a button that can be reached by keyboard.
function renderText(record) {
  const cuts = new Set([0, record.letters.length]);
  for (const item of [...record.mentions, ...record.claims]) {
    cuts.add(item.start);
    cuts.add(item.end);
  }
  // The mark of a claim stands behind the stop that ends its words, lest a line begin with the stop.
  const marked = new Map();
  for (const claim of record.claims) {
    let at = claim.end;
    while (at < record.letters.length && /[.,;:!?)\]”’"']/.test(record.letters[at])) at += 1;
    cuts.add(at);
    marked.set(at, [...(marked.get(at) || []), claim]);
  }
  for (let i = record.text.indexOf("\n"); i >= 0; i = record.text.indexOf("\n", i + 1)) {
    const at = record.letters === record.text ? i : Array.from(record.text.slice(0, i)).length;
    cuts.add(at);
    cuts.add(at + 1);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const byStart = [...record.claims].sort((a, b) => a.start - b.start || b.end - a.end);
  const named = [...record.mentions].sort((a, b) => a.start - b.start);
  const article = element("article", { class: "text", dir: "auto" });
  let paragraph = element("p", { dir: "auto" });
  let open = [];
  let nextClaim = 0;
  let nextMention = 0;
  let mention = null;
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [start, end] = [edges[i], edges[i + 1]];
    const words = excerpt(record.letters, start, end);
    open = open.filter((claim) => claim.end > start);
    while (nextClaim < byStart.length && byStart[nextClaim].start <= start) {
      if (byStart[nextClaim].end > start) open.push(byStart[nextClaim]);
      nextClaim += 1;
    }
    if (mention && mention.end <= start) mention = null;
    while (nextMention < named.length && named[nextMention].start <= start) {
      if (named[nextMention].end > start) mention = named[nextMention];
      nextMention += 1;
    }
    if (words === "\n") {
      if (paragraph.childNodes.length) article.append(paragraph);
      paragraph = element("p", { dir: "auto" });
      continue;
    }
    let piece = mention ? mentionPiece(mention, words, start, end) : dimmed(words, record);
    for (const claim of [...open].reverse()) {
      piece = element("span", { class: `claimed ${claim.verdict}` }, piece);
      bind(piece, claim);
    }
    paragraph.append(...[piece].flat());
    for (const claim of marked.get(end) || []) paragraph.append(claimButton(claim));
  }
  if (paragraph.childNodes.length) article.append(paragraph);
  return article;
}

// The signs of Markdown stay, for offsets and copies are those of the text as read, but they stand back.
function dimmed(words, record) {
  if (!record.markdown) return [words];
  return words.split(/(\*{1,3}|^#{1,6} +|^>+ ?|`+)/).filter(Boolean)
    .map((part) => (/^(\*+|#+ +|>+ ?|`+)$/.test(part) ? element("span", { class: "markup" }, part) : part));
}

// The first paragraph, where it is the title: it then stands at the head of the pane, with its mentions.
function takeHeadline(article, title) {
  const first = article.querySelector("p");
  if (!first || !title || first.textContent.replace(/^#+\s*/, "").trim() !== title.trim()) return null;
  first.remove();
  return [...first.childNodes];
}

function mentionPiece(mention, words, start, end) {
  const about = mention.place ? `${mention.place.name}, ${KIND_WORDS[mention.kind]}` : `${mention.near ? "about there" : "not placed"}: ${data.strings[mention.reason]}`;
  const piece = element("span", {
    class: `mention ${mention.kind}${mention.place ? "" : " unplaced"}${mention.place && mention.place.claimants && mention.end === end ? " disputed" : ""}`,
    role: "button", tabindex: mention.start === start ? "0" : "-1", title: about,
    "data-item": addressOf(mention),
  }, words);
  bind(piece, mention);
  return piece;
}

function claimButton(claim) {
  const button = element("button", {
    class: `verdict-dot ${claim.verdict}`, type: "button", "data-item": addressOf(claim),
    "aria-label": `Claim ${claim.id}: ${VERDICTS[claim.verdict].word}`, title: `${VERDICTS[claim.verdict].word}: ${claim.explanation}`,
  }, badge(claim.verdict));
  bind(button, claim);
  return button;
}

// A piece of the page that stands for an item: pointing lights it everywhere, pressing selects it.
const bound = new Map();
function bind(piece, item) {
  if (!bound.has(item)) bound.set(item, []);
  bound.get(item).push(piece);
  const press = (event) => {
    event.stopPropagation();
    select(item, { from: "pane" });
  };
  piece.addEventListener("mouseover", (event) => {
    event.stopPropagation();
    hover(item);
  });
  piece.addEventListener("mouseleave", () => hover(null));
  piece.addEventListener("focus", () => hover(item));
  piece.addEventListener("blur", () => hover(null));
  piece.addEventListener("click", press);
  if (piece.getAttribute("role") === "button") {
    piece.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        press(event);
      }
    });
  }
}

function forgetRemoved() {
  for (const [item, pieces] of bound) {
    const kept = pieces.filter((piece) => piece.isConnected);
    if (kept.length) bound.set(item, kept);
    else bound.delete(item);
  }
}

// Light the pieces of what is hovered or selected, and of what belongs to it.
let lit = [];
function lightPieces() {
  for (const [piece, className] of lit) piece.classList.remove(className);
  lit = [];
  for (const [focus, className] of [[state.selected, "selected"], [state.hovered, "lit"]]) {
    if (!focus) continue;
    for (const item of related(focus)) {
      for (const piece of bound.get(item) || []) {
        piece.classList.add(className);
        lit.push([piece, className]);
      }
    }
  }
}

function related(focus) {
  if (focus.type === "place") return [focus, ...focus.mentions];
  if (focus.type === "mention" && focus.place) return [focus, focus.place];
  return [focus];
}
