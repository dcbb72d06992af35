// What the facts about a player mean: its state, its distance, its faults. Nothing here has a memory.

/** Which of the states of the page a set of facts is; the order is what outranks what. */
export function stateOf(facts, run) {
  if (facts.unsupported) return "unsupported";
  if (facts.forbidden) return "forbidden";
  if (facts.failure) return "error";
  // Before the first answer nothing is known: "not live" would be a guess, and a flash.
  if (!run && !facts.answered) return "starting";
  if (!run || facts.deadPlaylist) return facts.hadPicture ? "ended" : "offline";
  if (run.silent || run.requestsFail) return facts.hadPicture ? "reconnecting" : "starting";
  // Without hls.js a <video> may load nothing at all until it is tapped.
  if (!run.firstFrame && !run.hls && facts.blocked === "play") return "blocked";
  if (!run.firstFrame) return facts.returning ? "reconnecting" : "starting";
  if (facts.blocked) return "blocked";
  return run.behind ? "behind" : "live";
}

/** Whether the viewer is away from the edge: paused, or more than twice as late as intended. */
export function isBehind(run, video, wantsPlay) {
  // For a moment after the first frame play() and the seek to the edge are still under way.
  const settled = Date.now() - run.firstFrameAt > 1000;
  const target = run.hls?.targetLatency;
  // Two thresholds, or the badge would flicker at one.
  const limit = run.behind ? 1.5 * target : Math.max(2 * target, target + 2);
  return (video.paused && (!wantsPlay || settled)) || (settled && target > 0 && run.hls.latency > limit);
}

/** Whether everything that was loaded has been shown. */
export function isDrained({ buffered, currentTime }) {
  return !buffered.length || buffered.end(buffered.length - 1) - currentTime < 0.3;
}

/** What an error of hls.js calls for: "forbidden", "missing", "codec", "network", "media" or nothing. */
export function faultOf({ type, details, fatal, response }) {
  const status = response?.code;
  if (type === "networkError" && (status === 401 || status === 403)) return "forbidden";
  if (status === 404 && /^(manifest|level)Load/.test(details)) return "missing";
  if (/Codecs?Error$/.test(details)) return "codec";
  if (!fatal) return undefined;
  return type === "networkError" ? "network" : "media";
}
