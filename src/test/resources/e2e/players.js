// Plays one stream with one engine and writes down what happens; the test reads window.harness.
const question = new URLSearchParams(location.search);
const video = document.querySelector("video");
const harness = (window.harness = {
  ready: false, errors: [], fatal: [], stalls: 0, stalledMillis: 0, latencies: [], firstFrameMillis: -1,
});
const opened = performance.now();
let playing = false;
let stalledSince = 0;

video.addEventListener("playing", () => {
  if (harness.firstFrameMillis < 0) harness.firstFrameMillis = Math.round(performance.now() - opened);
  if (stalledSince) harness.stalledMillis += Math.round(performance.now() - stalledSince);
  stalledSince = 0;
  playing = true;
});
video.addEventListener("waiting", () => {
  if (playing && !stalledSince) {
    harness.stalls++;
    stalledSince = performance.now();
  }
});

/** Plays with hls.js; answers with the date of the frame that is shown. */
async function hlsJs(url) {
  const { default: Hls } = await import("/harness/hls.min.mjs");
  const hls = new Hls({ lowLatencyMode: true, enableWorker: false });
  hls.on(Hls.Events.ERROR, (_, data) => {
    (data.fatal ? harness.fatal : harness.errors).push(`${data.type} ${data.details} ${data.reason ?? ""}`.trim());
  });
  hls.loadSource(url);
  hls.attachMedia(video);
  return () => hls.playingDate;
}

async function shakaPlayer(url) {
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/harness/shaka-player.hls-es2021.js";
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  shaka.polyfill.installAll();
  const player = new shaka.Player();
  const note = (error) => {
    const fatal = error.severity === shaka.util.Error.Severity.CRITICAL;
    (fatal ? harness.fatal : harness.errors).push(`${error.category} ${error.code} ${error.data ?? ""}`);
  };
  player.addEventListener("error", (event) => note(event.detail));
  await player.attach(video);
  try {
    await player.load(url);
  } catch (error) {
    note(error);
  }
  return () => player.getPlayheadTimeAsDate();
}

const engines = { "hls.js": hlsJs, "shaka-player": shakaPlayer };
const shownDate = await engines[question.get("engine")](question.get("url"));
video.play().catch((error) => harness.errors.push(String(error)));
harness.ready = true;
setInterval(() => {
  const date = playing && shownDate();
  if (date) harness.latencies.push((Date.now() - date.getTime()) / 1000);
}, 250);
