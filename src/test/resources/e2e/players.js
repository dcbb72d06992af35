// Plays one stream with one engine and writes down what happens; the test reads window.harness.
// ?engine=, ?url=, and for a picture with a burned clock ?clock=, the clock's zero in milliseconds.
const question = new URLSearchParams(location.search);
const video = document.querySelector("video");
const harness = (window.harness = {
  ready: false, errors: [], fatal: [], stalls: 0, stalledMillis: 0, latencies: [], shown: [], firstFrameMillis: -1, foundMillis: -1,
});
const opened = performance.now();
let playing = false;
let stalledSince = 0;

const cells = 16;
const canvas = new OffscreenCanvas(cells, 1);
const pixels = canvas.getContext("2d", { willReadFrequently: true });

/** Milliseconds since the picture that is shown was made, or undefined where its clock cannot be read. */
function clockAge(zeroMillis) {
  pixels.drawImage(video, 0, 8, video.videoWidth, 16, 0, 0, cells, 1);
  const bits = [...pixels.getImageData(0, 0, cells, 1).data].filter((_, at) => at % 4 === 1).map((v) => v > 128);
  if (!bits[0] || bits[cells - 1]) return undefined;
  const span = 5 * 2 ** (cells - 2);
  const made = 5 * bits.slice(1, cells - 1).reduce((sum, bit, at) => sum + (bit ? 2 ** at : 0), 0);
  return (((Date.now() - zeroMillis - made) % span) + span) % span;
}

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
  // As the watch page has it, which also asks again when the server was away.
  const playlistLoadPolicy = structuredClone(Hls.DefaultConfig.playlistLoadPolicy);
  playlistLoadPolicy.default.errorRetry = { maxNumRetry: 60, retryDelayMs: 500, maxRetryDelayMs: 1000 };
  const hls = new Hls({
    lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.1, liveDurationInfinity: true, playlistLoadPolicy,
  });
  harness.player = hls;
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
  harness.player = player;
  player.configure({ streaming: { lowLatencyMode: true } });
  const note = (error) => {
    // Of a live stream the engine asks the network again, whatever severity it gave the failure.
    const network = error.category === shaka.util.Error.Category.NETWORK && playing;
    const fatal = error.severity !== shaka.util.Error.Severity.RECOVERABLE && !network;
    (fatal ? harness.fatal : harness.errors).push(error.code ? `${error.category} ${error.code} ${error.data?.slice(0, 3)}` : String(error.stack ?? error));
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

/** Waits for a stream to begin: ?poll= */
async function begun(url) {
  while (question.has("poll") && (await fetch(url)).status !== 200) await new Promise((done) => setTimeout(done, 50));
  harness.foundMillis = Math.round(performance.now() - opened);
  return url;
}

const engines = { "hls.js": hlsJs, "shaka-player": shakaPlayer };
const shownDate = await engines[question.get("engine")](await begun(question.get("url")));
video.play().catch((error) => harness.errors.push(String(error)));
harness.ready = true;
setInterval(() => {
  if (!playing) return;
  const date = shownDate();
  if (date) harness.latencies.push((Date.now() - date.getTime()) / 1000);
  const age = question.has("clock") ? clockAge(Number(question.get("clock"))) : undefined;
  if (age !== undefined) harness.shown.push(age / 1000);
}, 250);
