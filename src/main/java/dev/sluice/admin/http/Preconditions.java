package dev.sluice.admin.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code If-Match} of a request (RFC 9110 §13.1.1): changes need one, so that nobody overwrites what somebody else
 * has just changed; what takes something away may have one, and must not wait for a read in an emergency.
 */
final class Preconditions {
    private static final String HEADER = "If-Match";
    private static final int RADIX = 36;
    private static final long NEVER = -1;
    private static final Pattern TAG = Pattern.compile("\\G\\s*(W/)?\"([\\x21\\x23-\\x7e]*)\"\\s*(,|$)");

    private final boolean present;
    private final boolean any;
    private final List<String> tags;

    private Preconditions(boolean present, boolean any, List<String> tags) {
        this.present = present;
        this.any = any;
        this.tags = tags;
    }

    static Preconditions of(Optional<String> header) {
        if (header.isEmpty()) {
            return new Preconditions(false, false, List.of());
        }
        String text = header.get().strip();
        return text.equals("*")
                ? new Preconditions(true, true, List.of())
                : new Preconditions(true, false, parse(text));
    }

    /** The tag of a state; with the time of creation, because what is deleted and made again begins at 1 again. */
    static String tag(long revision, Instant created) {
        return revision + "-" + Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, created), RADIX);
    }

    Preconditions required() {
        if (!present) {
            throw new Refused(
                    ProblemKind.PRECONDITION_REQUIRED,
                    "Read it first, and send its ETag as If-Match; If-Match: * overwrites whatever is there.");
        }
        return this;
    }

    /** The revision to insist on, if the caller insists at all: of what it has seen, or one that there never is. */
    OptionalLong revision(long revision, Instant created) {
        if (!present || any) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(tags.contains(tag(revision, created)) ? revision : NEVER);
    }

    static Refused stale() {
        return new Refused(ProblemKind.PRECONDITION_FAILED, "It is not as you have read it; read it again.");
    }

    /** Weak tags are left out: they match nothing here. */
    private static List<String> parse(String header) {
        List<String> tags = new ArrayList<>();
        Matcher matcher = TAG.matcher(header);
        int end = 0;
        while (matcher.find() && end < header.length()) {
            if (matcher.group(1) == null) {
                tags.add(matcher.group(2));
            }
            end = matcher.end();
        }
        if (end != header.length() || header.isEmpty()) {
            throw new Refused(Problem.of(
                    ProblemKind.INVALID_REQUEST,
                    "A header cannot be read.",
                    List.of(new Problem.Violation(HEADER, "has to be * or quoted tags"))));
        }
        return tags;
    }
}
