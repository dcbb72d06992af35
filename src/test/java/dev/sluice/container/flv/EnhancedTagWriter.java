package dev.sluice.container.flv;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import java.util.List;

/** Writes message bodies of Enhanced RTMP v2, for tests that read them back. */
final class EnhancedTagWriter {
    private final boolean video;

    EnhancedTagWriter(boolean video) {
        this.video = video;
    }

    /** A track's part of a message. */
    record Part(String fourCc, int index, Slice body) {}

    Slice single(int packetType, String fourCc, Slice body) {
        return new ByteWriter().u8(head(packetType)).utf8(fourCc).bytes(body).take();
    }

    Slice oneTrack(int packetType, Part part) {
        return new ByteWriter()
                .u8(head(multitrack()))
                .u8(packetType)
                .utf8(part.fourCc())
                .u8(part.index())
                .bytes(part.body())
                .take();
    }

    /** All parts of the first one's codec. */
    Slice manyTracks(int packetType, List<Part> parts) {
        ByteWriter out = new ByteWriter();
        out.u8(head(multitrack())).u8(0x10 | packetType).utf8(parts.get(0).fourCc());
        for (Part part : parts) {
            out.u8(part.index()).u24(part.body().length()).bytes(part.body());
        }
        return out.take();
    }

    Slice manyCodecs(int packetType, List<Part> parts) {
        ByteWriter out = new ByteWriter();
        out.u8(head(multitrack())).u8(0x20 | packetType);
        for (Part part : parts) {
            out.utf8(part.fourCc()).u8(part.index()).u24(part.body().length()).bytes(part.body());
        }
        return out.take();
    }

    private int multitrack() {
        return video ? 6 : 5;
    }

    /** A key frame of video; the same bits say "extended" of audio. */
    private static int head(int packetType) {
        return 0x90 | packetType;
    }
}
