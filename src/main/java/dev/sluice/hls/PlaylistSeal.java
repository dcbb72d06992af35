package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The last line of a media playlist on the volume, a comment for players: it proves that the text is whole and ours,
 * and remembers what no tag tells.
 *
 * @param text what the seal stands under
 * @param gopMicros see {@link GopMeter#naturalMicros()}
 */
record PlaylistSeal(String text, long gopMicros) {
    private static final Pattern LINE = Pattern.compile("#SLUICE:GOP=(0|[1-9][0-9]{0,11}),CRC32C=([0-9a-f]{8})\n");
    private static final String START = "#SLUICE:";

    /** Text and seal. */
    Slice sealed() {
        return Slice.utf8(text + line());
    }

    /** The text under a seal; empty when there is none or it is broken. */
    static Optional<PlaylistSeal> open(Slice sealed) {
        String all = sealed.toUtf8();
        int start = all.lastIndexOf(START);
        Matcher line = LINE.matcher(start < 0 ? "" : all.substring(start));
        if (!line.matches()) {
            return Optional.empty();
        }
        PlaylistSeal seal = new PlaylistSeal(all.substring(0, start), Long.parseLong(line.group(1)));
        return seal.line().equals(line.group()) ? Optional.of(seal) : Optional.empty();
    }

    private String line() {
        CRC32C sum = new CRC32C();
        sum.update((text + gopMicros).getBytes(StandardCharsets.UTF_8));
        return START + "GOP=" + gopMicros + ",CRC32C=" + hex(sum.getValue()) + "\n";
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(8 - digits.length()) + digits;
    }
}
