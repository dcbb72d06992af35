package dev.sluice.live;

/**
 * Why a publication cannot go on.
 *
 * @param detail names the limit, for the log and, of a quota, for the person at the encoder
 */
public record Fault(CloseReason reason, String detail) {
    /** What the encoder is told. */
    public String sentence() {
        return reason == CloseReason.QUOTA ? "A limit of this stream was exceeded: " + detail + "." : reason.sentence();
    }
}
