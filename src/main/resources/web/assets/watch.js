// The watch page and the embedded player: what the states look like, the controls, the keyboard, the words.

import { LivePlayer } from "./player.js";
import { clockText, duration, paintInitial, pictureText, viewersText, wireCopyButtons } from "./page.js";

const SPINNER_MS = 300;
const IDLE_MS = 3_000;
const REFRESH_MS = 1_000;

const byId = (id) => document.getElementById(id);
const root = byId("player");
const stage = byId("stage");
const video = byId("video");
const { stream } = root.dataset;
const options = new Set(root.dataset.options.split(" "));
const embedded = document.body.classList.contains("embed");

// A framed page may be denied storage altogether.
const memory = {
  get: (key) => {
    try {
      return localStorage.getItem(`sluice.${key}`);
    } catch {
      return null;
    }
  },
  set: (key, value) => {
    try {
      localStorage.setItem(`sluice.${key}`, value);
    } catch {
      // Then it is not remembered.
    }
  },
};

const player = new LivePlayer(video, byId("last-frame"), {
  stream,
  embedded,
  token: new URLSearchParams(location.search).get("token"),
  hlsUrl: root.dataset.hls,
  workerUrl: root.dataset.worker,
  autoplay: options.has("autoplay"),
  lowLatency: () => memory.get("low-latency") !== "off",
});

const title = () => player.info?.title || knownTitle;
let knownTitle = stream;
let endedText = "";
let liveSince = 0;

// ---- Words of the states ----

const SLATES = {
  offline: () => [title(), "Not live. This page starts by itself."],
  starting: () => [title(), ""],
  ended: () => ["The stream has ended", `${endedText}If it comes back, this page starts by itself.`],
  forbidden: () => ["This stream is private", "The link has expired. Ask for a new one where you got it."],
  unsupported: () => [
    "This browser cannot play the stream",
    player.facts.unsupported?.codec
      ? `It does not know ${player.facts.unsupported.codec}. Try a current Chrome, Edge, Firefox or Safari.`
      : "It has no Media Source Extensions. Try a current Chrome, Edge, Firefox or Safari.",
  ],
  error: () => [player.facts.failure?.text ?? "", `Code ${player.facts.failure?.code}`],
};

const ANNOUNCEMENTS = {
  offline: "Not live. This page starts by itself.",
  live: "Live",
  reconnecting: "The connection is interrupted. Waiting.",
  ended: "The stream has ended",
  blocked: "Waiting for a tap",
  forbidden: "This stream is private",
  unsupported: "This browser cannot play the stream",
  error: "Playback failed",
};

let spinnerTimer = 0;
let interruptedAt = 0;

function showState() {
  const { state } = player;
  const before = root.dataset.state;
  root.dataset.state = state;
  if (state === "live") liveSince ||= Date.parse(player.info?.since) || Date.now();
  if (state === "ended" && before !== "ended") {
    endedText = liveSince ? `It was live for ${duration(Date.now() - liveSince)}. ` : "";
    liveSince = 0;
  }
  interruptedAt = state === "reconnecting" ? interruptedAt || Date.now() : 0;
  clearTimeout(spinnerTimer);
  root.classList.remove("slow");
  spinnerTimer = setTimeout(() => root.classList.add("slow"), SPINNER_MS);

  const slate = SLATES[state];
  byId("slate").hidden = !slate;
  const [heading, text] = slate?.() ?? ["", ""];
  byId("slate-title").textContent = heading;
  byId("slate-text").textContent = text;
  byId("retry").hidden = state !== "error" && state !== "forbidden" && state !== "unsupported";
  byId("others").hidden = !["offline", "ended", "forbidden"].includes(state);
  byId("tap").hidden = state !== "blocked";
  byId("tap").textContent = player.facts.blocked === "sound" ? "Tap to unmute" : "Tap to play";
  byId("waiting").hidden = state !== "reconnecting";
  byId("announcement").textContent = ANNOUNCEMENTS[state] ?? "";
  showEdge();
  showTitle();
  showNumbers();
}

function showEdge() {
  const { state } = player;
  const edge = byId("edge");
  edge.hidden = !["live", "behind", "blocked"].includes(state);
  edge.disabled = state !== "behind";
  byId("edge-text").textContent = state === "behind" ? "Go to live" : "LIVE";
}

function showTitle() {
  knownTitle = player.info?.title || knownTitle;
  byId("title").textContent = knownTitle;
  if (!embedded) byId("name").hidden = knownTitle === stream;
  const onAir = ["live", "behind", "blocked"].includes(player.state);
  document.title = `${onAir ? "● " : ""}${knownTitle} · Sluice`;
}

function showNumbers() {
  const latency = player.latency();
  const seconds = latency && (latency.exact ? latency.seconds.toFixed(1) : Math.round(latency.seconds));
  const near = ["live", "behind", "blocked"].includes(player.state) && !video.paused;
  byId("latency").textContent = latency && near ? `${seconds} s behind` : "";
  root.classList.toggle("starved", video.readyState < 3);
  if (interruptedAt) {
    const cause = navigator.onLine === false ? "You are offline." : player.run?.requestsFail
      ? "The server does not answer." : "The encoder lost its connection.";
    byId("waiting-text").textContent = `${cause} Waiting… ${clockText(Date.now() - interruptedAt)}`;
  }
  if (!embedded) showFacts();
}

function showFacts() {
  const { info } = player;
  const since = Date.parse(info?.since);
  byId("since").textContent = since ? `live for ${duration(Date.now() - since)}` : "";
  byId("since").title = since ? new Date(since).toLocaleString() : "";
  byId("viewers").textContent = viewersText(info?.viewers);
  byId("viewers").hidden = typeof info?.viewers !== "number";
  byId("picture").textContent = info ? pictureText(info) : "";
}

// ---- Controls ----

function showControls() {
  setSwitch(byId("play"), !video.paused, video.paused ? "Play" : "Pause");
  setSwitch(byId("mute"), !video.muted && video.volume > 0, video.muted ? "Unmute" : "Mute");
  setSwitch(byId("fullscreen"), Boolean(document.fullscreenElement), "Full screen");
  byId("volume").value = video.muted ? 0 : video.volume;
}

function setSwitch(button, on, label) {
  button.classList.toggle("on", on);
  button.setAttribute("aria-label", label);
}

function showQuality() {
  const hls = player.run?.hls;
  const levels = hls?.levels ?? [];
  const menu = byId("quality");
  menu.hidden = levels.length < 2;
  if (menu.hidden) return;
  const playing = levels[hls.currentLevel]?.height;
  const choices = levels.map((level, index) => [index, `${level.height}p`]).reverse();
  const texts = [[-1, hls.autoLevelEnabled && playing ? `Auto (${playing}p)` : "Auto"], ...choices];
  if (menu.dataset.shown === String(texts)) return;
  menu.dataset.shown = String(texts);
  menu.replaceChildren(...texts.map(([index, text]) => new Option(text, index)));
  menu.value = hls.autoLevelEnabled ? -1 : hls.manualLevel;
}

function showExtras() {
  showQuality();
  byId("low-latency-row").hidden = player.info?.latency !== "low";
  byId("captions").hidden = video.textTracks.length === 0;
}

function setVolume(volume) {
  video.volume = Math.min(1, Math.max(0, volume));
  video.muted = video.volume === 0;
}

function toggleMute() {
  if (video.muted && video.volume === 0) video.volume = 0.5;
  video.muted = !video.muted;
}

function toggleFullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (stage.requestFullscreen) stage.requestFullscreen().catch(() => {});
  else video.webkitEnterFullscreen?.();
}

function togglePictureInPicture() {
  if (!document.pictureInPictureEnabled || video.readyState < 1) return;
  if (document.pictureInPictureElement) document.exitPictureInPicture();
  else video.requestPictureInPicture().catch(() => {});
}

function toggleCaptions() {
  const track = video.textTracks[0];
  if (!track) return;
  track.mode = track.mode === "showing" ? "hidden" : "showing";
  byId("captions").setAttribute("aria-pressed", track.mode === "showing");
}

const KEYS = {
  " ": () => player.togglePlay(),
  k: () => player.togglePlay(),
  m: toggleMute,
  f: toggleFullscreen,
  p: togglePictureInPicture,
  c: toggleCaptions,
  ArrowUp: () => setVolume(video.volume + 0.05),
  ArrowDown: () => setVolume(video.volume - 0.05),
  End: () => player.goToEdge(),
  "?": () => byId("shortcuts").showModal(),
};

function onKey(event) {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || byId("shortcuts").open) return;
  if (target.closest("textarea, select, input:not([type=checkbox])")) return;
  // Space presses what has the focus; everything else is ours.
  if (event.key === " " && target.closest("button, a, summary, input")) return;
  const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
  showActivity();
}

let idleTimer = 0;

function showActivity() {
  root.classList.remove("idle");
  clearTimeout(idleTimer);
  idleTimer = setTimeout(() => root.classList.add("idle"), IDLE_MS);
}

// ---- Wiring ----

function restoreSound() {
  const volume = Number.parseFloat(memory.get("volume") ?? "1");
  video.volume = volume >= 0 && volume <= 1 ? volume : 1;
  video.muted = options.has("muted") || memory.get("muted") === "1";
}

function fillShare() {
  if (embedded) return;
  byId("link").value = `${location.origin}/watch/${stream}`;
  byId("playlist").value = `${location.origin}/hls/${stream}.m3u8`;
  byId("embed-code").value =
    `<iframe src="${location.origin}/embed/${stream}?autoplay=1" title="${stream}" ` +
    'allow="autoplay; fullscreen; picture-in-picture" style="border:0;width:100%;aspect-ratio:16/9"></iframe>';
}

function wireSound() {
  let asked = false;
  for (const id of ["mute", "volume", "tap"]) byId(id).addEventListener("pointerdown", () => (asked = true));
  document.addEventListener("keydown", () => (asked = true));
  video.addEventListener("volumechange", () => {
    showControls();
    // What autoplay had to mute is not what the person chose.
    if (!asked) return;
    memory.set("volume", video.volume);
    memory.set("muted", video.muted ? "1" : "0");
  });
}

function wire() {
  byId("play").addEventListener("click", () => player.togglePlay());
  byId("mute").addEventListener("click", toggleMute);
  byId("volume").addEventListener("input", (event) => setVolume(Number(event.target.value)));
  byId("edge").addEventListener("click", () => player.goToEdge());
  byId("captions").addEventListener("click", toggleCaptions);
  byId("pip").addEventListener("click", togglePictureInPicture);
  byId("pip").hidden = !document.pictureInPictureEnabled;
  byId("fullscreen").addEventListener("click", toggleFullscreen);
  byId("tap").addEventListener("click", () => player.unblock());
  byId("retry").addEventListener("click", () => player.tryAgain());
  byId("quality").addEventListener("change", (event) => {
    if (player.run?.hls) player.run.hls.currentLevel = Number(event.target.value);
  });
  byId("low-latency").checked = memory.get("low-latency") !== "off";
  byId("low-latency").addEventListener("change", (event) => {
    memory.set("low-latency", event.target.checked ? "on" : "off");
    player.begin();
  });
  video.addEventListener("click", () => player.togglePlay());
  for (const type of ["play", "pause", "playing", "emptied"]) video.addEventListener(type, showControls);
  document.addEventListener("fullscreenchange", showControls);
  document.addEventListener("keydown", onKey);
  for (const type of ["pointermove", "pointerdown", "focusin"]) stage.addEventListener(type, showActivity);
  player.addEventListener("state", showState);
  player.addEventListener("info", () => (showTitle(), showNumbers(), showExtras()));
  setInterval(() => (showNumbers(), showExtras()), REFRESH_MS);
}

paintInitial(byId("initial"), stream, "");
byId("slate").style.setProperty("--hue", byId("initial").style.getPropertyValue("--hue"));
root.classList.toggle("bare", !options.has("controls"));
restoreSound();
fillShare();
wireSound();
wireCopyButtons();
wire();
showControls();
showActivity();
setTimeout(() => root.classList.add("slow"), SPINNER_MS);
player.start();
