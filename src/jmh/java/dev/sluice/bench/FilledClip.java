package dev.sluice.bench;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.container.cmaf.FlvClip;
import dev.sluice.container.flv.FlvFileReader;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The bundled clip, 16 s of 25 pictures and 47 frames of sound each, filled up to 2.6 Mb/s as the load does. */
final class FilledClip {
    static final int PICTURES = 400;
    static final int FRAMES = 1_150;

    /** The clip's last message is an end mark, of another packet type. */
    private static final int NAL_UNITS = 1;

    private static final int FILLER_BYTES = 10_000;

    private final List<FlvFileReader.Tag> headers;
    private final List<FlvFileReader.Tag> frames = new ArrayList<>();
    private final FlvClip units;

    FilledClip() throws IOException, MalformedInput {
        ProbeClip clip = new ProbeClip(FILLER_BYTES);
        headers = clip.headers();
        for (FlvFileReader.Tag tag : clip.frames()) {
            boolean picture = tag.type() == FlvFileReader.Tag.VIDEO;
            if (picture && tag.body().at(1) != NAL_UNITS) {
                continue;
            }
            Slice body = picture ? clip.marked(tag) : tag.body();
            frames.add(new FlvFileReader.Tag(tag.type(), tag.timestampMillis(), body));
        }
        if (frames.size() != FRAMES) {
            throw new IllegalStateException("a clip of " + frames.size() + " frames");
        }
        units = new FlvClip(file());
    }

    private Slice file() {
        ByteWriter out = new ByteWriter(8 << 20);
        out.bytes(Slice.hex("46 4C 56 01 05 00000009 00000000"));
        headers.forEach(tag -> write(tag, out));
        frames.forEach(tag -> write(tag, out));
        return out.take();
    }

    private static void write(FlvFileReader.Tag tag, ByteWriter out) {
        int length = tag.body().length();
        out.u8(tag.type()).u24(length).u24((int) tag.timestampMillis()).u32(0);
        out.bytes(tag.body()).u32(11 + length);
    }

    /** The configurations. */
    List<FlvFileReader.Tag> headers() {
        return headers;
    }

    /** Bodies of messages, in the order in which they are sent. */
    List<FlvFileReader.Tag> frames() {
        return frames;
    }

    Track track(MediaKind kind) {
        return units.track(kind);
    }

    List<AccessUnit> pictures() {
        return units.units(MediaKind.VIDEO);
    }

    /** Pictures and sound in the order of their decode times. */
    List<AccessUnit> units() {
        List<AccessUnit> all = new ArrayList<>(pictures());
        all.addAll(units.units(MediaKind.AUDIO));
        all.sort(Comparator.comparingLong(AccessUnit::dtsMicros));
        return all;
    }

    static long bytes(List<AccessUnit> units) {
        return units.stream().mapToLong(unit -> unit.data().length()).sum();
    }
}
