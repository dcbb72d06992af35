package dev.sluice.container.cmaf;

import dev.sluice.bytes.Slice;
import java.util.List;

/**
 * Boxes as text to compare and to look at: a line a box with the fields that matter, hexadecimal for what only a
 * decoder reads. {@link CmafFile} judges; this shows.
 */
public final class BoxDump {
    private static final int MOST_BYTES = 64;

    private final StringBuilder text = new StringBuilder();

    private BoxDump() {}

    /** All boxes of {@code bytes}; an {@link AssertionError} if their sizes do not add up. */
    public static String of(Slice bytes) {
        BoxDump dump = new BoxDump();
        dump.boxes(Mp4Box.parse(bytes), 0);
        return dump.text.toString();
    }

    private void boxes(List<Mp4Box> boxes, int depth) {
        for (Mp4Box box : boxes) {
            String line = box.type() + " " + box.size() + " " + fields(box);
            text.append("  ".repeat(depth)).append(line.stripTrailing()).append('\n');
            boxes(box.children(), depth + 1);
        }
    }

    private static String fields(Mp4Box box) {
        Slice body = box.body();
        return switch (box.type()) {
            case "ftyp", "styp" ->
                body.slice(0, 4).toUtf8() + " " + body.from(8).toUtf8();
            case "mvhd" -> "timescale=" + body.u32(12) + " duration=" + body.u32(16) + " next=" + body.u32(96);
            case "tkhd" ->
                full(box) + "track=" + body.u32(12) + " volume=" + body.u16(36) + " width=" + body.u32(76) / 65_536.0
                        + " height=" + body.u32(80) / 65_536.0;
            case "mdhd" -> "timescale=" + body.u32(12) + " duration=" + body.u32(16);
            case "hdlr" ->
                body.slice(8, 12).toUtf8() + " "
                        + body.slice(24, body.length() - 1).toUtf8();
            case "stsd", "dref", "stts", "stsc", "stco" -> "entries=" + body.u32(4);
            case "stsz" -> "size=" + body.u32(4) + " entries=" + body.u32(8);
            case "url ", "vmhd", "smhd" -> full(box).strip();
            case "avc1", "hvc1", "av01", "vp09" -> body.u16(24) + "x" + body.u16(26);
            case "mp4a", "Opus", "fLaC", "ac-3", "ec-3" ->
                "channels=" + body.u16(16) + " bits=" + body.u16(18) + " rate=" + body.u32(24) / 65_536.0;
            case "pasp" -> body.u32(0) + ":" + body.u32(4);
            case "colr" ->
                body.slice(0, 4).toUtf8() + " " + body.u16(4) + "/" + body.u16(6) + "/" + body.u16(8)
                        + ((body.at(10) & 0x80) != 0 ? " full" : "");
            case "trex" ->
                "track=" + body.u32(4) + " description=" + body.u32(8) + " defaults=" + body.u32(12) + ","
                        + body.u32(16) + "," + body.u32(20);
            case "mfhd" -> "sequence=" + body.u32(4);
            case "tfdt" -> full(box) + "base=" + (body.u32(4) << 32 | body.u32(8));
            case "tfhd" -> full(box) + "track=" + body.u32(4) + words(body, 8, 1);
            case "trun" -> full(box) + "samples=" + body.u32(4) + " data=" + body.u32(8) + run(box);
            default -> box.children().isEmpty() ? hex(body) : "";
        };
    }

    private static String full(Mp4Box box) {
        return "v" + box.version() + " flags=" + Integer.toHexString(box.flags()) + " ";
    }

    private static String run(Mp4Box trun) {
        boolean firstFlags = (trun.flags() & 4) != 0;
        String first = firstFlags ? " first=" + Long.toHexString(trun.body().u32(12)) : "";
        int perSample = Integer.bitCount(trun.flags() & 0xF00);
        return first + words(trun.body(), firstFlags ? 16 : 12, Math.max(1, perSample));
    }

    /** Numbers of 32 bits from {@code from} on, a group a sample. */
    private static String words(Slice body, int from, int inGroup) {
        StringBuilder words = new StringBuilder();
        for (int at = from; at + 4 <= body.length(); at += 4) {
            boolean groupBegins = (at - from) / 4 % inGroup == 0;
            words.append(groupBegins ? ' ' : ',').append(word((int) body.u32(at)));
        }
        return words.toString();
    }

    /** Sample flags are easier to know in hexadecimal; everything else is a number with or without sign. */
    private static String word(int value) {
        return value == SampleRun.SYNC || value == SampleRun.NOT_SYNC
                ? Integer.toHexString(value)
                : Integer.toString(value);
    }

    private static String hex(Slice body) {
        return body.length() <= MOST_BYTES
                ? body.toHex()
                : body.slice(0, MOST_BYTES).toHex() + "…";
    }
}
