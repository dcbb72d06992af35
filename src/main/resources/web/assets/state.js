// The states of the player, as a function of what is known: the one place to read them.

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
