package dev.sluice.rtmp.session;

import java.nio.charset.StandardCharsets;

/** Rules for text that a client has chosen. */
final class ClientText {
    private static final int MAX_SHOWN = 256;

    private ClientText() {}

    /**
     * Within {@code maxBytes} of UTF-8, without control characters and without malformed sequences (read as
     * U+FFFD).
     */
    static boolean isUsable(String text, int maxBytes) {
        return text.length() <= maxBytes
                && text.getBytes(StandardCharsets.UTF_8).length <= maxBytes
                && text.chars().noneMatch(c -> Character.isISOControl(c) || c == 0xFFFD);
    }

    /** Made fit to be shown: cut, control characters replaced. */
    static String shown(String text) {
        String cut = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) : text;
        StringBuilder shown = new StringBuilder(cut.length());
        cut.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '\uFFFD' : (char) c));
        return shown.toString();
    }
}
