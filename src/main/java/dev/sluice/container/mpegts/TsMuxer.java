package dev.sluice.container.mpegts;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import java.util.List;

/** A stand-in with the signatures of the real muxer. */
public final class TsMuxer {
    private final ByteWriter bytes = new ByteWriter();

    /** Does nothing. */
    public void startSegment(List<Track> tracks) {}

    /** Keeps the bytes. */
    public void write(AccessUnit unit) {
        bytes.bytes(unit.data());
    }

    /** Does nothing. */
    public void markDiscontinuity() {}

    public int size() {
        return bytes.length();
    }

    /** The bytes. */
    public Slice endSegment() {
        return bytes.take();
    }
}
