package dev.sluice.delivery.http;

import java.util.Locale;

/**
 * How many requests may be held at the same time. HTTP/2 bounds those of one connection by itself, HTTP/1.1 has one.
 *
 * @param perStream of all viewers of a stream in one format
 * @param perAddress of an IPv4 address or an IPv6 /64; a proxy that does not tell for whom it asks is one address
 */
public record WaitingLimits(int perStream, int perAddress) {
    /** Which of them was met. */
    public enum Limit {
        STREAM,
        ADDRESS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
