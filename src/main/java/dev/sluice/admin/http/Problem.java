package dev.sluice.admin.http;

/**
 * An error as RFC 9457 has it.
 *
 * @param type stable for programs; the other members are for people, and hold no class name, path or SQL
 */
public record Problem(String type, String title, int status, String detail) {
    /** Its media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem notLive() {
        return new Problem("urn:sluice:problem:not-live", "Not live", 404, "No public stream of this name is live.");
    }
}
