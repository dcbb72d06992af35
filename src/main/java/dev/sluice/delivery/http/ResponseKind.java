package dev.sluice.delivery.http;

import java.util.Locale;

/** What a request below {@code /hls/} was for; the label of {@code sluice_hls_responses_total}. */
public enum ResponseKind {
    MULTIVARIANT,
    PLAYLIST,
    /** A playlist that was asked for before it was there; apart, because it is meant to take long. */
    BLOCKING,
    PART,
    INIT,
    SEGMENT,
    OTHER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
