package dev.sluice.admin.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * An error as RFC 9457 has it.
 *
 * @param type stable for programs; the other members are for people, and hold no class name, path or SQL
 * @param errors everything that is wrong with the request, where that can be told
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> errors) {
    /** Its media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One thing that is wrong.
     *
     * @param at a JSON pointer into the body ({@code #/limits/maxWidth}), a query parameter ({@code ?limit}) or a
     *     header's name
     */
    public record Violation(String at, String detail) {}

    static Problem of(ProblemKind kind, String detail) {
        return of(kind, detail, List.of());
    }

    static Problem of(ProblemKind kind, String detail, List<Violation> errors) {
        return new Problem(kind.type(), kind.title(), kind.status(), detail, List.copyOf(errors));
    }

    static Problem notLive() {
        return of(ProblemKind.NOT_LIVE, "No public stream of this name is live.");
    }
}
