package dev.sluice.live;

import java.util.Locale;

/** How far an encoder's connection has come; the labels of {@code sluice_rtmp_connections}. */
public enum ConnectionState {
    HANDSHAKE,
    CONNECTED,
    AUTHORIZING,
    PUBLISHING,
    PLAYING,
    DRAINING;

    /** The word in metrics and logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
