package dev.sluice.delivery.http;

import dev.sluice.hls.RenditionSnapshot;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a player asks of a media playlist by its query (RFC 8216bis §6.2.5).
 *
 * @param mediaSequence {@code _HLS_msn}
 * @param part {@code _HLS_part}, never without a media sequence
 * @param delta {@code _HLS_skip}: what the player has may be left out
 */
record Directives(OptionalLong mediaSequence, Optional<Integer> part, boolean delta) {
    private static final Pattern NUMBER = Pattern.compile("0*[0-9]{1,18}");
    private static final Pattern PART = Pattern.compile("0*[0-9]{1,9}");

    /** Players may ask for the segments up to this one before it has begun (RFC 8216bis §6.2.5.2). */
    private static final int SEGMENTS_AHEAD = 2;

    private static final long ADVANCE_MICROS = 3_000_000;

    /**
     * Reads a raw query; what is not ours is ignored, and so are reserved keys that are not known.
     *
     * @return empty when a directive is malformed or lacks the one it needs
     */
    static Optional<Directives> parse(String query) {
        Optional<String> sequence = Optional.empty();
        Optional<String> part = Optional.empty();
        boolean delta = false;
        for (String pair : query.contains("_HLS_") ? query.split("&", -1) : new String[0]) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            switch (equals < 0 ? pair : pair.substring(0, equals)) {
                case "_HLS_msn" -> sequence = Optional.of(value);
                case "_HLS_part" -> part = Optional.of(value);
                case "_HLS_skip" -> delta = value.equals("YES") || value.equals("v2");
                default -> {}
            }
        }
        boolean wrong = sequence.filter(text -> !isNumber(NUMBER, text)).isPresent()
                || part.filter(text -> !isNumber(PART, text)).isPresent()
                || (part.isPresent() && sequence.isEmpty());
        return wrong
                ? Optional.empty()
                : Optional.of(new Directives(
                        sequence.map(text -> OptionalLong.of(Long.parseLong(text)))
                                .orElse(OptionalLong.empty()),
                        part.map(Integer::valueOf),
                        delta));
    }

    /** Whether an answer may be held back. */
    boolean isBlocking() {
        return mediaSequence.isPresent();
    }

    /** Whether the list has what is asked for. */
    boolean isMet(RenditionSnapshot list) {
        return mediaSequence.isEmpty() || list.reaches(mediaSequence.getAsLong(), part);
    }

    /**
     * Whether no player that follows the list can ask for this: too many segments or parts ahead. Of the segments
     * the one in progress counts as listed.
     */
    boolean isTooFarAhead(RenditionSnapshot list) {
        long sequence = mediaSequence.orElse(0);
        long newest = list.lastPartSequence();
        if (sequence > newest + SEGMENTS_AHEAD) {
            return true;
        }
        int limit = advancePartLimit(list.partTargetMicros());
        int listed = sequence == newest ? list.lastPart() : 0;
        return sequence >= newest && part.orElse(0) > listed + limit;
    }

    /** Three, or as many as last three seconds when parts are shorter than one. */
    private static int advancePartLimit(long partTargetMicros) {
        return partTargetMicros <= 0 || partTargetMicros >= 1_000_000
                ? 3
                : (int) ((ADVANCE_MICROS + partTargetMicros - 1) / partTargetMicros);
    }

    private static boolean isNumber(Pattern form, String text) {
        return form.matcher(text).matches();
    }
}
