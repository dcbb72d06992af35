package dev.sluice.live;

/** What happens when a second publisher with a valid key arrives at a live stream. */
public enum TakeoverPolicy {
    /** The new one wins and the old one is closed with {@link CloseReason#TAKEN_OVER}. */
    TAKEOVER,
    /** The new one is refused while the old one has sent media in the last five seconds. */
    REJECT
}
