package dev.sluice.container.cmaf;

import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A box as it was found, read without the help of what wrote it. Anything that does not add up is an
 * {@link AssertionError} which tells where.
 *
 * @param start offset of its size field in what was parsed
 * @param size all bytes, header included
 * @param body what lies behind the header
 * @param children the boxes in it, for a type that is known to hold some
 */
public record Mp4Box(String type, int start, int size, Slice body, List<Mp4Box> children) {
    private static final int HEADER = 8;

    /** Bytes in front of the first child, by type. */
    private static final Map<String, Integer> PREFIXES = Map.ofEntries(
            Map.entry("moov", 0),
            Map.entry("trak", 0),
            Map.entry("mdia", 0),
            Map.entry("minf", 0),
            Map.entry("dinf", 0),
            Map.entry("stbl", 0),
            Map.entry("mvex", 0),
            Map.entry("moof", 0),
            Map.entry("traf", 0),
            Map.entry("stsd", 8),
            Map.entry("dref", 8),
            Map.entry("avc1", 78),
            Map.entry("hvc1", 78),
            Map.entry("av01", 78),
            Map.entry("vp09", 78),
            Map.entry("mp4a", 28),
            Map.entry("Opus", 28),
            Map.entry("fLaC", 28),
            Map.entry("ac-3", 28),
            Map.entry("ec-3", 28));

    /** The boxes that {@code bytes} consist of, from the first byte to the last. */
    public static List<Mp4Box> parse(Slice bytes) {
        return parse(bytes, 0);
    }

    private static List<Mp4Box> parse(Slice bytes, int offset) {
        List<Mp4Box> boxes = new ArrayList<>();
        int at = 0;
        while (at < bytes.length()) {
            int start = offset + at;
            if (bytes.length() - at < HEADER) {
                throw new AssertionError((bytes.length() - at) + " bytes that are no box at " + start);
            }
            long size = bytes.u32(at);
            String type = bytes.slice(at + 4, at + 8).toUtf8();
            if (size < HEADER || size > bytes.length() - at) {
                throw new AssertionError(
                        "box " + type + " of " + size + " bytes at " + start + ", of " + (bytes.length() - at));
            }
            Slice body = bytes.slice(at + HEADER, at + (int) size);
            boxes.add(new Mp4Box(type, start, (int) size, body, children(type, body, start + HEADER)));
            at += (int) size;
        }
        return List.copyOf(boxes);
    }

    private static List<Mp4Box> children(String type, Slice body, int offset) {
        Integer prefix = PREFIXES.get(type);
        if (prefix == null) {
            return List.of();
        }
        if (body.length() < prefix) {
            throw new AssertionError("box " + type + " at " + offset + " ends before its fields do");
        }
        return parse(body.from(prefix), offset + prefix);
    }

    /** The only child of a type; an error if there is none or more than one. */
    public Mp4Box child(String wanted) {
        List<Mp4Box> found =
                children.stream().filter(box -> box.type.equals(wanted)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " boxes " + wanted + " in " + type + " at " + start);
        }
        return found.get(0);
    }

    /** The child that is at the end of a path. */
    public Mp4Box path(String... types) {
        Mp4Box box = this;
        for (String next : types) {
            box = box.child(next);
        }
        return box;
    }

    public Optional<Mp4Box> optional(String wanted) {
        return children.stream().filter(box -> box.type.equals(wanted)).findFirst();
    }

    /** Version of a full box. */
    public int version() {
        return body.at(0);
    }

    /** Flags of a full box. */
    public int flags() {
        return body.u24(1);
    }

    public int end() {
        return start + size;
    }
}
