// The list page: cards of what is live, or the card that tells how to go live.

import { duration, paintInitial, pictureText, viewersText, wireCopyButtons } from "./page.js";

const POLL_LIVE_MS = 10_000;
const POLL_EMPTY_MS = 2_000;
const POSTER_MS = 60_000;
const PAGE_SIZE = 100;
const LOADING_MS = 300;

const root = document.getElementById("list");
const cards = document.getElementById("cards");
const more = document.getElementById("more");
const template = document.getElementById("card");

let streams = [];
let etag;
let shown = PAGE_SIZE;
let timer = 0;
let polling = false;

function showAddresses() {
  const { rtmpUrl, rtmpPort, rtmpApp } = root.dataset;
  const port = rtmpPort === "1935" ? "" : `:${rtmpPort}`;
  const url = rtmpUrl || `rtmp://${location.hostname}${port}/${rtmpApp}`;
  document.getElementById("server").value = url;
  const ffmpeg = document.getElementById("ffmpeg");
  ffmpeg.value = ffmpeg.dataset.urlTemplate.replace("URL/", `${url.replace(/\/$/, "")}/`);
}

async function poll() {
  clearTimeout(timer);
  if (document.hidden || polling) return;
  polling = true;
  try {
    // "no-cache" asks with the stored ETag: an unchanged list costs a 304 without a body.
    const answer = await fetch("/api/v1/live", { cache: "no-cache", signal: AbortSignal.timeout(8_000) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const tag = answer.headers.get("ETag");
    const items = (await answer.json()).items ?? [];
    document.getElementById("trouble").hidden = true;
    if (!tag || tag !== etag) {
      announce(items);
      streams = items;
      etag = tag;
    }
    render();
  } catch {
    document.getElementById("trouble").hidden = false;
    reveal(streams.length ? "live" : "trouble");
  } finally {
    polling = false;
    timer = setTimeout(poll, streams.length ? POLL_LIVE_MS : POLL_EMPTY_MS);
  }
}

function announce(items) {
  if (!etag && !streams.length) return;
  const before = new Set(streams.map((stream) => stream.name));
  const fresh = items.filter((stream) => !before.has(stream.name)).map((stream) => stream.title || stream.name);
  if (fresh.length) document.getElementById("announcement").textContent = `Now live: ${fresh.join(", ")}`;
}

function reveal(view) {
  root.dataset.view = view;
  document.getElementById("live").hidden = view !== "live";
  document.getElementById("onboarding").hidden = view !== "onboarding";
  document.title = view === "live" ? `${streams.length} live · Sluice` : "Sluice";
}

function render() {
  reveal(streams.length ? "live" : "onboarding");
  const sorted = [...streams].sort(
    (a, b) => (b.viewers ?? 0) - (a.viewers ?? 0) || a.name.localeCompare(b.name));
  const visible = sorted.slice(0, shown);
  const existing = new Map([...cards.children].map((card) => [card.dataset.name, card]));
  const wanted = new Set(visible.map((stream) => stream.name));
  // Nothing moves under a pointer or a focus: order and removals wait until both have left.
  const touched = cards.matches(":hover") || cards.contains(document.activeElement);
  for (const [name, card] of existing) {
    card.classList.toggle("gone", !wanted.has(name));
    if (!wanted.has(name) && !touched) card.remove();
  }
  for (const stream of visible) {
    const card = existing.get(stream.name) ?? create(stream);
    update(card, stream);
    if (!card.isConnected || !touched) cards.append(card);
  }
  more.hidden = streams.length <= shown;
}

function create(stream) {
  const card = template.content.firstElementChild.cloneNode(true);
  card.dataset.name = stream.name;
  card.querySelector("a").href = `/watch/${stream.name}`;
  return card;
}

function update(card, stream) {
  const part = (name) => card.querySelector(name);
  const title = stream.title || stream.name;
  if (part(".card-title").textContent !== title) {
    part(".card-title").textContent = title;
    paintInitial(part(".initial"), stream.name, title);
  }
  part(".card-name").textContent = stream.name;
  part(".card-name").hidden = title === stream.name;
  const since = new Date(stream.since);
  if (!Number.isNaN(since.getTime())) {
    part(".since").dateTime = stream.since;
    part(".since").textContent = `live for ${duration(Date.now() - since)}`;
    part(".since").title = since.toLocaleString();
  }
  part(".viewers").textContent = viewersText(stream.viewers);
  part(".picture").textContent = pictureText(stream);
  part(".low-latency").hidden = stream.latency !== "low";
  updatePoster(part(".poster"), stream);
}

// The poster is the newest key frame as a film of one frame: there is no picture encoder in the server.
function updatePoster(poster, stream) {
  let video = poster.querySelector("video");
  if (!stream.poster) return video?.remove();
  if (video && Date.now() - Number(video.dataset.at) < POSTER_MS) return;
  if (!video) {
    video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.preload = "auto";
    video.tabIndex = -1;
    video.addEventListener("loadeddata", () => video.classList.add("ready"));
    video.addEventListener("error", () => video.remove());
    poster.prepend(video);
  }
  video.dataset.at = Date.now();
  if (video.getAttribute("src") !== stream.poster) video.src = stream.poster;
}

more.addEventListener("click", () => {
  shown += PAGE_SIZE;
  render();
});
cards.addEventListener("pointerleave", () => render());
document.addEventListener("visibilitychange", poll);
showAddresses();
wireCopyButtons();
setTimeout(() => root.classList.add("slow"), LOADING_MS);
poll();
