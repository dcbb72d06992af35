package dev.sluice.rtmp.session;

/** How far a session has come. The caller hangs its deadlines on it. */
public enum Stage {
    /** C0, C1 or C2 is still to come. */
    HANDSHAKE,
    /** No connect command yet, or it waits for the caller's answer. */
    CONNECTING,
    /** Connected, neither publishing nor playing; also after a publication or play has ended. */
    CONNECTED,
    /** A publish or play command waits for the caller's answer, and nothing behind it is read. */
    AUTHORIZING,
    PUBLISHING,
    PLAYING,
    /** Nothing is read any more: send the rest of the output and close. */
    CLOSED
}
