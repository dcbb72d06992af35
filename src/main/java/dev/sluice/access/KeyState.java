package dev.sluice.access;

import java.util.Locale;

/** What a key is good for at a moment; the gravest word wins. */
public enum KeyState {
    ACTIVE,
    /** Its time has not come. */
    SCHEDULED,
    DISABLED,
    EXPIRED,
    REVOKED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
