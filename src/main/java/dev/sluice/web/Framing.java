package dev.sluice.web;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Who may put a page into a frame: the value of the CSP directive {@code frame-ancestors}. */
record Framing(String ancestors) {
    private static final Pattern SOURCE =
            Pattern.compile("\\*|'self'|'none'|https?://[A-Za-z0-9.*\\[\\]:-]+|[A-Za-z0-9.*-]+(:[0-9*]+)?");

    static final Framing SAME_ORIGIN = new Framing("'self'");

    Framing {
        // The value goes into a header as it stands: a ';' would let a setting rewrite the rest of the policy.
        if (ancestors.isBlank()
                || !Arrays.stream(ancestors.split(" "))
                        .allMatch(s -> SOURCE.matcher(s).matches())) {
            throw new IllegalArgumentException("sluice.web.embed-ancestors must be CSP sources, separated by blanks, "
                    + "such as * or 'self' or https://example.org; it is: " + ancestors);
        }
    }
}
