package dev.sluice.advice;

import java.util.Locale;

/**
 * One piece of advice that holds now.
 *
 * @param id stable for programs
 * @param text what is seen, what it does to viewers, which setting to change
 */
public record Advice(String id, Level level, String text) {
    /** How bad it is. */
    public enum Level {
        INFO,
        WARN,
        BAD;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
