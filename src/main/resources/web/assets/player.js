// The player: one <video>, hls.js behind it, and the state that both are in. It knows nothing of the page around
// it; a successor of hls.js changes this file alone.
//
// Facts are gathered by events, the state is derived from them (state.js), never set. A "run" is one attachment of
// hls.js to the <video>; facts of the run die with it, so that nothing of a finished broadcast leaks into the next.

import { faultOf, isBehind, isDrained, stateOf } from "./state.js";
import { MOST_TRIES, ServerClock, backOff, jitter } from "./time.js";

const POLL_WAITING_MS = 5_000;
const POLL_HIDDEN_MS = 15_000;
const POLL_PLAYING_MS = 10_000;
const TICK_MS = 250;
const STUCK_MS = 6_000;
const NO_FRAME_MS = 20_000;
const FIRST_SEGMENT_TRIES = 30;
const STALE_PLAYLISTS = 3;
const SILENT_TARGET_DURATIONS = 2.5;

/** Events: "state" (the state changed), "info" (the API answered), "tick" (numbers may have changed). */
export class LivePlayer extends EventTarget {
  state = "starting";
  info = null;
  run = null;
  facts = { hadPicture: false };
  #failures = 0;
  #mediaFailures = 0;
  #blankRuns = 0;
  #clock = new ServerClock();
  #pollTimer = 0;
  #polls = 0;
  #Hls;

  constructor(video, lastFrame, options) {
    super();
    this.video = video;
    this.lastFrame = lastFrame;
    this.options = options;
    this.wantsPlay = options.autoplay;
    if (!options.autoplay) this.facts.blocked = "play";
    // In a foreign page a cookie may be refused: there the token goes with every address.
    this.query = options.token ? `?token=${encodeURIComponent(options.token)}` : "";
    this.source = `/hls/${options.stream}.m3u8${options.embedded ? this.query : ""}`;
    video.addEventListener("loadeddata", () => this.#onFirstFrame());
    video.addEventListener("volumechange", () => {
      if (!video.muted && this.facts.blocked === "sound") this.facts.blocked = undefined;
      this.#derive();
    });
    video.addEventListener("play", () => (this.wantsPlay = true));
    video.addEventListener("playing", () => {
      if (this.facts.blocked === "play") this.facts.blocked = undefined;
    });
    video.addEventListener("error", () => this.run && !this.run.hls && this.#retry(this.run, "N3"));
    document.addEventListener("visibilitychange", () => document.hidden || this.#poll());
    addEventListener("online", () => this.#poll());
  }

  async start() {
    setInterval(() => this.#tick(), TICK_MS);
    try {
      this.#Hls = (await import(this.options.hlsUrl)).default;
    } catch {
      return this.#fail("L1", "The player could not be loaded.");
    }
    if (!this.#Hls.isSupported() && !this.video.canPlayType("application/vnd.apple.mpegurl")) {
      this.facts.unsupported = { codec: "" };
      return this.#derive();
    }
    await this.#poll();
  }

  /** The person asks for another try. */
  tryAgain() {
    if (!this.#Hls) return location.reload();
    this.#failures = this.#mediaFailures = this.#blankRuns = 0;
    Object.assign(this.facts, { failure: undefined, forbidden: undefined, unsupported: undefined });
    this.#poll();
  }

  /** Starts over with the settings as they are now. */
  begin() {
    if (this.run) this.#rebuild();
  }

  /** The person's tap is what autoplay was waiting for. */
  async unblock() {
    this.video.muted = false;
    this.facts.blocked = undefined;
    this.goToEdge();
    await this.#play();
  }

  goToEdge() {
    const { video, run } = this;
    const edge = run?.hls ? run.hls.liveSyncPosition : video.seekable.length && video.seekable.end(0) - 3;
    if (edge && edge > video.currentTime) video.currentTime = edge;
    if (run) run.behind = false;
    if (video.paused) this.#play();
    this.#derive();
  }

  togglePlay() {
    if (!this.run?.firstFrame) return;
    if (this.video.paused) {
      this.#play();
    } else {
      this.wantsPlay = false;
      this.video.pause();
    }
  }

  /** How far behind the server's receipt the picture is: {seconds, exact}, or undefined while unknown. */
  latency() {
    const now = this.#clock.now();
    const { run, video } = this;
    const start = video.getStartDate?.().getTime();
    const shown = run?.hls ? run.hls.playingDate?.getTime() : start && start + video.currentTime * 1000;
    if (!run?.firstFrame || now === undefined || !shown) return undefined;
    const seconds = (now - shown) / 1000;
    return seconds > -1 && seconds < 3600 ? { seconds: Math.max(0, seconds), exact: this.#clock.exact() } : undefined;
  }

  // ---- Is the stream there? ----

  async #poll() {
    clearTimeout(this.#pollTimer);
    if (this.facts.forbidden || !this.#Hls) return;
    const poll = ++this.#polls;
    const asked = Date.now();
    let status = 0;
    try {
      const signal = AbortSignal.timeout(8_000);
      const answer = await fetch(`/api/v1/live/${this.options.stream}${this.query}`, { cache: "no-cache", signal });
      status = answer.status;
      if (!answer.headers.has("Age")) this.#clock.note(answer.headers.get("Date"), asked, Date.now());
      if (poll === this.#polls) this.info = answer.ok ? await answer.json() : null;
    } catch {
      // No answer: status 0.
    }
    if (poll !== this.#polls) return;
    this.#onAnswer(status);
    this.#derive();
    this.dispatchEvent(new Event("info"));
    this.#pollTimer = setTimeout(() => this.#poll(), this.#pollDelay(status));
  }

  #onAnswer(status) {
    const facts = this.facts;
    facts.answered = true;
    if (status === 200) {
      const sameBroadcast = facts.failure?.since && facts.failure.since === this.info.since;
      if (!this.run && !sameBroadcast && !facts.unsupported) {
        facts.failure = undefined;
        this.#attach();
      }
    } else if (status === 404) {
      if (!this.run?.sawLive) this.#detach();
      if (!this.run) [facts.failure, this.#failures] = [undefined, 0];
    } else if (!this.run && (status === 401 || status === 403)) {
      facts.forbidden = true;
    } else if (!this.run && ++this.#failures > MOST_TRIES) {
      facts.failure = { code: `A${status}`, text: "The server does not answer." };
    }
  }

  #pollDelay(status) {
    if (!this.run && status !== 200 && status !== 404 && !this.facts.failure) return backOff(this.#failures);
    if (document.hidden || this.facts.failure) return jitter(POLL_HIDDEN_MS);
    return jitter(this.run ? POLL_PLAYING_MS : POLL_WAITING_MS);
  }

  // ---- One run of hls.js ----

  #attach() {
    this.#detach();
    const now = Date.now();
    const run = { attachedAt: now, grownAt: now, end: [-1, -1], targetMs: 4000, timers: [], stale: 0, tries: 0 };
    this.run = run;
    this.facts.returning = this.facts.hadPicture && !this.facts.deadPlaylist;
    if (!this.#Hls.isSupported()) {
      this.video.src = this.source;
      run.sawLive = true;
      this.#derive();
      return this.#play();
    }
    const Hls = this.#Hls;
    const hls = new Hls({
      // A playlist without parts is played as ever.
      lowLatencyMode: this.options.lowLatency(),
      backBufferLength: 30,
      liveDurationInfinity: true,
      capLevelToPlayerSize: true,
      maxLiveSyncPlaybackRate: 1.1,
      workerPath: this.options.workerUrl,
      // In headers: in the query every viewer would have URLs of its own, and no cache would ever hit.
      cmcd: { contentId: this.options.stream, useHeaders: true },
    });
    run.hls = hls;
    hls.on(Hls.Events.MANIFEST_PARSED, () => this.wantsPlay && this.#play());
    hls.on(Hls.Events.LEVEL_LOADED, (_, data) => run === this.run && this.#onPlaylist(run, data));
    hls.on(Hls.Events.FRAG_BUFFERED, () => (run.requestsFail = false));
    hls.on(Hls.Events.ERROR, (_, data) => run === this.run && this.#onError(run, data));
    hls.loadSource(this.source);
    hls.attachMedia(this.video);
    this.#derive();
  }

  #detach() {
    const { run } = this;
    if (!run) return;
    this.#keepLastFrame();
    this.run = null;
    run.timers.forEach(clearTimeout);
    if (run.hls) run.hls.destroy();
    else this.video.removeAttribute("src");
  }

  #rebuild() {
    this.#detach();
    this.#attach();
  }

  #onPlaylist(run, { details, networkDetails, stats }) {
    run.tries = 0;
    run.requestsFail = false;
    run.targetMs = (details.targetduration || 4) * 1000;
    this.#clock.noteLoad(networkDetails, stats);
    if (!details.live) {
      // A new run must never replay what has ended: the API was a moment ahead of the playlist.
      if (run.sawLive) run.finished = true;
      else this.#leaveDeadPlaylist();
      return;
    }
    run.sawLive = true;
    this.facts.deadPlaylist = false;
    const end = [details.endSN, details.lastPartIndex ?? -1];
    const step = end[0] - run.end[0] || end[1] - run.end[1];
    if (step > 0) {
      Object.assign(run, { end, grownAt: Date.now(), silent: false, stale: 0 });
      this.#failures = 0;
    } else if (step < 0 && ++run.stale >= STALE_PLAYLISTS) {
      // The count began anew (the volume was emptied): to this run all of it would look old.
      this.#rebuild();
    }
  }

  #leaveDeadPlaylist() {
    this.facts.deadPlaylist = true;
    this.#detach();
    this.#derive();
  }

  #onFirstFrame() {
    const { run } = this;
    if (!run) return;
    Object.assign(run, { firstFrame: true, firstFrameAt: Date.now(), movedAt: Date.now() });
    this.facts.hadPicture = true;
    this.facts.returning = false;
    this.#failures = this.#blankRuns = 0;
    this.lastFrame.hidden = true;
    this.#derive();
  }

  async #play() {
    const { video } = this;
    try {
      await video.play();
    } catch (refusal) {
      if (refusal.name !== "NotAllowedError") return;
      let blocked = "play";
      if (!video.muted) {
        video.muted = true;
        await video.play().then(() => (blocked = "sound"), () => {});
      }
      this.facts.blocked = blocked;
    }
    this.#derive();
  }

  // The last frame stays rather than black while the <video> has nothing.
  #keepLastFrame() {
    const { video, lastFrame } = this;
    if (video.readyState < 2 || !video.videoWidth) return;
    lastFrame.width = video.videoWidth;
    lastFrame.height = video.videoHeight;
    lastFrame.getContext("2d").drawImage(video, 0, 0);
    lastFrame.hidden = false;
  }

  // ---- Faults ----

  #onError(run, data) {
    switch (faultOf(data)) {
      case "forbidden":
        this.facts.forbidden = true;
        this.#detach();
        break;
      case "missing":
        this.#onMissing(run);
        break;
      case "codec":
        this.facts.unsupported = { codec: data.mimeType || this.info?.codecs || "" };
        this.#detach();
        break;
      case "network":
        this.#retry(run, `N${data.response?.code || 1}`);
        break;
      case "media":
        this.#onMediaFault(run, data);
    }
    this.#derive();
  }

  #onMissing(run) {
    run.tries++;
    if (!run.sawLive) {
      // Live by the API, but no first segment yet.
      if (run.tries > FIRST_SEGMENT_TRIES) this.#fail("P404", "The stream sends nothing that can be played.");
      else this.#later(run, jitter(1000), () => run.hls.loadSource(this.source));
    } else if (run.tries > 1) {
      run.finished = true;
    } else {
      this.#later(run, jitter(1000), () => run.hls.startLoad());
    }
  }

  #retry(run, code) {
    run.requestsFail = true;
    if (++this.#failures > MOST_TRIES) return this.#fail(code, "The connection to the server is lost.");
    this.#later(run, backOff(this.#failures), () => {
      if (!run.hls) this.video.src = this.source;
      else if (run.sawLive) run.hls.startLoad();
      else run.hls.loadSource(this.source);
    });
    this.#derive();
  }

  #onMediaFault(run, data) {
    const fault = ++this.#mediaFailures;
    if (fault === 1 && data.type === "mediaError") run.hls.recoverMediaError();
    else if (fault <= 2) this.#rebuild();
    else this.#fail("M1", "This browser stumbles over the picture.", this.info?.since);
  }

  #fail(code, text, since) {
    this.#detach();
    this.facts.failure = { code, text, since };
    this.#derive();
  }

  #later(run, delayMs, action) {
    run.timers.push(setTimeout(() => run === this.run && action(), delayMs));
  }

  // ---- What only the passing of time tells ----

  #tick() {
    const { run, video } = this;
    if (run) {
      const now = Date.now();
      if (video.currentTime !== run.position) Object.assign(run, { position: video.currentTime, movedAt: now });
      const quietMs = now - (run.hls ? run.grownAt : video.paused ? now : run.movedAt);
      run.silent = run.sawLive && !run.finished && quietMs > SILENT_TARGET_DURATIONS * run.targetMs;
      run.behind = isBehind(run, video, this.wantsPlay);
      if (run.finished && (video.ended || video.paused || isDrained(video))) {
        // Until a playlist proves the contrary this broadcast is over, whatever the API says a moment longer.
        this.facts.deadPlaylist = true;
        this.#detach();
        this.#poll();
      } else if (run.firstFrame && now - run.firstFrameAt > 30_000) {
        this.#mediaFailures = 0;
      }
      this.#watchForStandstill(run, now);
    }
    this.#derive();
    this.dispatchEvent(new Event("tick"));
  }

  #watchForStandstill(run, now) {
    if (document.hidden || run.finished || run.silent || run.requestsFail) {
      run.movedAt = now;
    } else if (!run.firstFrame) {
      if (run.sawLive && now - run.attachedAt > NO_FRAME_MS) {
        if (++this.#blankRuns > MOST_TRIES) this.#fail("F1", "No picture arrives.");
        else this.#rebuild();
      }
    } else if (!this.video.paused && now - run.movedAt > STUCK_MS) {
      // The playlist grows and the picture stands: jump to the edge, and if that was in vain begin anew.
      run.movedAt = now;
      if (run.nudged && now - run.nudged < 3 * STUCK_MS) this.#rebuild();
      else this.goToEdge();
      run.nudged = now;
    }
  }

  #derive() {
    const state = stateOf(this.facts, this.run);
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}
