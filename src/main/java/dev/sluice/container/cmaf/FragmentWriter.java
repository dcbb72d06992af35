package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes the access units of one track as fragments, each a moof and an mdat box (ISO/IEC 14496-12 §8.8.4). One object
 * for one configuration of a track, on the thread that owns it.
 *
 * <p>Until a fragment ends it only holds on to the units: then everything is known, and the bytes of each are copied
 * once, to their place in an array that is exactly as long as the fragment.
 */
public final class FragmentWriter {
    private static final int MOOF = Box.code("moof");
    private static final int MFHD = Box.code("mfhd");
    private static final int TRAF = Box.code("traf");
    private static final int TFDT = Box.code("tfdt");
    private static final int MDAT = Box.code("mdat");

    private static final int MFHD_LENGTH = 16;
    private static final int TFDT_LENGTH = 20;
    /** With this version a decode time has 64 bits. */
    private static final int LONG_TIME = 1;
    /** Arrays end a little below 2³¹ bytes; whoever cuts fragments has a limit far below. */
    private static final long LARGEST = Integer.MAX_VALUE - 64;

    private final Track track;
    private final boolean sound;
    private final SampleForm form;
    private final SampleRun run = new SampleRun();
    private Slice[] units = new Slice[64];
    private long payloadLength;
    private long baseTicks;
    private long nextTicks;
    private boolean open;

    /** For fragments that go with the initialization segment of the same track. */
    public FragmentWriter(Track track) {
        this.track = track;
        sound = track.codec() instanceof Codec.Audio;
        form = track.codec().match(SampleForms.INSTANCE);
    }

    /** Begins a fragment whose first sample is decoded at this time, in ticks of the track's timescale. */
    public void begin(long baseDecodeTimeTicks) {
        if (open || baseDecodeTimeTicks < 0) {
            throw new IllegalStateException(
                    open ? "the last fragment has not ended" : "decode time " + baseDecodeTimeTicks);
        }
        open = true;
        baseTicks = baseDecodeTimeTicks;
        nextTicks = baseDecodeTimeTicks;
    }

    /**
     * Adds the next sample. A unit of which nothing is left, because there was nothing but a delimiter in it, is left
     * out, and the sample before it lasts longer.
     *
     * @param dtsTicks where its decoding is placed, which may be beside {@code unit.dts()}: where the sample before it
     *     ends, or where the fragment begins. A picture is presented at {@code unit.pts()} all the same; sound is
     *     presented when it is decoded
     * @param durationTicks at least 1, less than 2³¹
     */
    public void add(AccessUnit unit, long dtsTicks, long durationTicks) {
        check(unit, dtsTicks, durationTicks);
        long offset = sound ? 0 : unit.pts() - dtsTicks;
        if (offset != (int) offset) {
            throw new IllegalStateException("presentation " + offset + " ticks from decoding");
        }
        int length = form.lengthOf(unit.data());
        nextTicks += durationTicks;
        if (length == 0) {
            skip(durationTicks);
            return;
        }
        int sample = run.count();
        if (sample == units.length) {
            units = Arrays.copyOf(units, sample + (sample >> 1));
        }
        units[sample] = unit.data();
        run.add(length, (int) durationTicks, unit.randomAccess() ? SampleRun.SYNC : SampleRun.NOT_SYNC, (int) offset);
        payloadLength += length;
    }

    private void check(AccessUnit unit, long dtsTicks, long durationTicks) {
        if (!open || !unit.track().id().equals(track.id())) {
            throw new IllegalStateException("no fragment of " + unit.track().id() + " is open");
        }
        if (dtsTicks != nextTicks) {
            throw new IllegalStateException("decode time " + dtsTicks + " after samples until " + nextTicks);
        }
        if (durationTicks < 1 || durationTicks > Integer.MAX_VALUE) {
            throw new IllegalStateException("duration of " + durationTicks + " ticks");
        }
    }

    private void skip(long durationTicks) {
        if (run.count() > 0) {
            run.extendLast((int) durationTicks);
        } else {
            baseTicks = nextTicks;
        }
    }

    /** Samples in the fragment so far. */
    public int samples() {
        return run.count();
    }

    /** Bytes of the samples so far, which is nearly all of the fragment. */
    public long payloadLength() {
        return payloadLength;
    }

    /** The same in an array of the heap. */
    public Slice end(int sequence, boolean styp) {
        return end(sequence, styp, ByteArena.HEAP).toSlice();
    }

    /**
     * Ends the fragment, which must have a sample.
     *
     * @param sequence number of the fragment; increases by one with each of a playlist
     * @param styp whether the brands of a segment come first, as at the start of a segment
     * @param arena where it is written; the caller releases it
     */
    public SharedBytes end(int sequence, boolean styp, ByteArena arena) {
        if (!open || run.count() == 0) {
            throw new IllegalStateException(open ? "a fragment without samples" : "no fragment is open");
        }
        run.arrange();
        int trafLength = Box.HEADER_LENGTH + run.headerLength() + TFDT_LENGTH + run.runLength();
        int moofLength = Box.HEADER_LENGTH + MFHD_LENGTH + trafLength;
        int brandsLength = styp ? FileType.SEGMENT.length() : 0;
        long length = brandsLength + moofLength + Box.HEADER_LENGTH + payloadLength;
        if (length > LARGEST) {
            throw new IllegalStateException("fragment of " + length + " bytes");
        }
        ByteArena.Room room = arena.allocate((int) length);
        ByteBuffer out = room.space();
        if (styp) {
            FileType.SEGMENT.copyTo(0, out, brandsLength);
        }
        out.putInt(moofLength).putInt(MOOF);
        out.putInt(MFHD_LENGTH).putInt(MFHD).putInt(0).putInt(sequence);
        out.putInt(trafLength).putInt(TRAF);
        run.writeHeader(out);
        out.putInt(TFDT_LENGTH).putInt(TFDT).putInt(LONG_TIME << 24).putLong(baseTicks);
        run.writeRun(out, moofLength + Box.HEADER_LENGTH);
        out.putInt((int) (Box.HEADER_LENGTH + payloadLength)).putInt(MDAT);
        for (int i = 0; i < run.count(); i++) {
            form.copy(units[i], run.size(i), out);
        }
        clear();
        return room.bytes();
    }

    private void clear() {
        Arrays.fill(units, 0, run.count(), Slice.EMPTY);
        run.clear();
        payloadLength = 0;
        open = false;
    }
}
