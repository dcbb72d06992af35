// Delays between tries, and the clock of the server.

const RETRY_SECONDS = [1, 2, 4, 8, 15];

/** After so many failed tries in a row the person is told. */
export const MOST_TRIES = RETRY_SECONDS.length;

/** Give or take a fifth, so that the viewers of a stream that comes back do not all ask at once. */
export function jitter(milliseconds) {
  return milliseconds * (0.8 + 0.4 * Math.random());
}

/** Milliseconds to wait after the nth failure in a row (from 1). */
export function backOff(failures) {
  return jitter(1000 * RETRY_SECONDS[Math.min(failures, MOST_TRIES) - 1]);
}

/** The server's clock as seen through Date headers, which have a resolution of one second. */
export class ServerClock {
  #low = -Infinity;
  #high = Infinity;

  /** An answer that was asked for at `asked` and arrived at `arrived` (our clock) and carries `date`. */
  note(date, asked, arrived) {
    const second = Date.parse(date ?? "");
    if (Number.isNaN(second)) return;
    // Each answer bounds the offset from both sides; together they close in on it.
    this.#low = Math.max(this.#low, second - arrived);
    this.#high = Math.min(this.#high, second + 1000 - asked);
    if (this.#low > this.#high) [this.#low, this.#high] = [second - arrived, second + 1000 - asked];
  }

  /** The same from a request of hls.js: an XMLHttpRequest or a Response, with its times. */
  noteLoad(networkDetails, stats) {
    const header = (name) =>
      networkDetails?.getResponseHeader?.(name) ?? networkDetails?.headers?.get?.(name) ?? null;
    if (!stats?.loading?.first || header("Age")) return;
    const { start, first } = stats.loading;
    this.note(header("Date"), performance.timeOrigin + start, performance.timeOrigin + first);
  }

  /** Milliseconds since the epoch there, or undefined while unknown. */
  now() {
    return Number.isFinite(this.#low) ? Date.now() + (this.#low + this.#high) / 2 : undefined;
  }

  exact() {
    return this.#high - this.#low <= 600;
  }
}
