package dev.sluice.hooks;

import java.util.Locale;

/** What became of a message; the label {@code outcome} of {@code sluice_webhook_deliveries_total}. */
public enum HookOutcome {
    DELIVERED,
    /** Every attempt failed. */
    FAILED,
    /** There was no room in the queue. */
    DROPPED;

    /** The label's value. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
