package dev.sluice.container.mpegts;

import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.avc.AnnexBPicture;
import dev.sluice.media.hevc.HevcByteStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes the access units of one presentation as MPEG-TS segments (ISO/IEC 13818-1) that follow one another
 * without a seam: continuity counters and clock run on. One object for one timeline, on the thread that owns
 * it.
 *
 * <p>Units are written in the order in which they come, which should be that of their decode times; audio may
 * come up to half a second late. What goes out lies {@link #TIMELINE_OFFSET_TICKS} later than what came in,
 * so that neither a clock reference nor a decode time before its picture falls below zero; the offset is here
 * and nowhere else.
 */
public final class TsMuxer {
    /** Ten seconds of 90 kHz, added to every time stamp. */
    public static final long TIMELINE_OFFSET_TICKS = 900_000;

    private static final int CLOCK_RATE = 90_000;
    /**
     * Audio frames that one PES packet spans at most; beside video, and alone, where it has to carry the
     * clock.
     */
    private static final long AUDIO_SPAN = 18_000;

    private static final long AUDIO_ONLY_SPAN = 8_100;
    private static final int MAP_VERSIONS = 32;
    private static final long NEVER = Long.MIN_VALUE;

    private final PacketWriter writer = new PacketWriter();
    private final ProgramClock clock = new ProgramClock(writer);
    private final DecodeTimes decodeTimes = new DecodeTimes();
    private final AnnexBPicture picture = new AnnexBPicture();
    private final HevcByteStream hevcPicture = new HevcByteStream();
    private final AudioPes audio = new AudioPes();
    private final byte[] header = new byte[PesHeader.MAX_LENGTH];

    private List<Track> tracks = List.of();
    private List<ProgramTables.Entry> entries = List.of();
    private Optional<Codec.Audio> sound = Optional.empty();
    private int mapVersion = MAP_VERSIONS - 1;
    /** The time that the clock may be written for, until a picture says that none before it will come. */
    private long clockLimit = NEVER;

    private boolean hasVideo;
    private boolean open;

    /** Whether players find this codec in MPEG-TS, and its configuration can be told there. */
    public static boolean carries(Codec codec) {
        return StreamType.of(codec).isPresent();
    }

    /**
     * Begins a segment with PAT and PMT. The tracks may differ from those of the segment before.
     *
     * @param tracks at most one of video and one of audio, each of a codec that {@link #carries} accepts
     */
    public void startSegment(List<Track> tracks) {
        if (open) {
            throw new IllegalStateException("the last segment has not ended");
        }
        if (tracks.isEmpty() || !tracks.equals(this.tracks)) {
            use(List.copyOf(tracks));
        }
        open = true;
        decodeTimes.onSegmentStart();
        clock.startSegment(
                ProgramTables.map(entries, mapVersion), entries.get(0).pid());
    }

    /**
     * Writes one access unit of a track of this segment; times in ticks of the track's timescale, on the zero
     * that all tracks have in common. An audio frame that is longer than its header can tell is left out.
     */
    public void write(AccessUnit unit) {
        Track track = unit.track();
        if (!open || !isInSegment(track)) {
            throw new IllegalStateException("no segment with " + track.id() + " is open");
        }
        if (track.codec() instanceof Codec.Avc avc) {
            int length = picture.arrange(unit.data(), avc.configuration());
            writePicture(unit, length, picture::writeTo);
        } else if (track.codec() instanceof Codec.Hevc hevc) {
            int length = hevcPicture.arrange(unit.data(), hevc.configuration());
            writePicture(unit, length, hevcPicture::writeTo);
        } else if (track.codec() instanceof Codec.Audio codec) {
            writeFrame(unit, codec);
        }
    }

    /**
     * Tells that time stamps before and after this point do not belong to one another. To be called between
     * segments; players need EXT-X-DISCONTINUITY there too.
     */
    public void markDiscontinuity() {
        if (open) {
            throw new IllegalStateException("a segment is open");
        }
        decodeTimes.onDiscontinuity();
        clock.onDiscontinuity();
        clockLimit = NEVER;
    }

    /** Bytes of the segment so far, without the audio frames that wait for their PES packet. */
    public int size() {
        return writer.size();
    }

    /** Ends the segment and gives all its bytes; the waiting audio frames go out with it. */
    public Slice endSegment() {
        if (!open) {
            throw new IllegalStateException("no segment is open");
        }
        flushAudio();
        open = false;
        return writer.take();
    }

    /** Ends the segment and forgets its bytes, as if it had never begun; {@link #markDiscontinuity} must follow. */
    public void dropSegment() {
        if (!open) {
            throw new IllegalStateException("no segment is open");
        }
        audio.clear();
        open = false;
        writer.drop();
    }

    private void use(List<Track> changed) {
        List<ProgramTables.Entry> described = new ArrayList<>();
        boolean video = false;
        for (Track track : changed) {
            int streamType = StreamType.of(track.codec())
                    .orElseThrow(() -> new IllegalArgumentException("no MPEG-TS for " + track));
            Slice descriptors = StreamType.descriptors(track.codec());
            if (track.codec() instanceof Codec.Audio configured) {
                sound = Optional.of(configured);
                described.add(new ProgramTables.Entry(Pid.AUDIO, streamType, descriptors));
            } else {
                video = true;
                // The first entry has the clock, and that is the video wherever there is one.
                described.add(0, new ProgramTables.Entry(Pid.VIDEO, streamType, descriptors));
            }
        }
        if (described.isEmpty()
                || described.stream().map(ProgramTables.Entry::pid).distinct().count() < described.size()) {
            throw new IllegalArgumentException("not one video and one audio track: " + changed);
        }
        if (!described.equals(entries)) {
            entries = List.copyOf(described);
            mapVersion = (mapVersion + 1) % MAP_VERSIONS;
        }
        tracks = changed;
        hasVideo = video;
    }

    private boolean isInSegment(Track track) {
        for (int i = 0; i < tracks.size(); i++) {
            if (tracks.get(i).id().equals(track.id())) {
                return true;
            }
        }
        return false;
    }

    private void writePicture(AccessUnit unit, int length, Consumer<AnnexBPicture.Output> payload) {
        long presentation = unit.pts() + TIMELINE_OFFSET_TICKS;
        long dts = decodeTimes.stamp(unit.dts() + TIMELINE_OFFSET_TICKS, presentation, clock.leastDts());
        long pts = Math.max(presentation, dts);
        if (!audio.isEmpty() && dts - audio.firstPts() >= AUDIO_SPAN) {
            flushAudio();
        }
        clock.advanceTo(dts);
        clockLimit = dts + ProgramClock.DELAY_TICKS;
        int headerLength = PesHeader.write(header, PesHeader.VIDEO_STREAM, 0, pts, dts);
        long reference = clock.referenceFor(dts);
        boolean jump = reference != PacketWriter.NO_CLOCK && clock.isDiscontinuity();
        writer.begin(Pid.VIDEO, headerLength + length, unit.randomAccess(), reference, jump);
        writer.put(header, headerLength);
        payload.accept(writer);
    }

    private void writeFrame(AccessUnit unit, Codec.Audio codec) {
        if (!AudioPes.fits(unit.data(), codec)) {
            return;
        }
        int rate = codec.sampleRate();
        long pts = Math.floorDiv(unit.pts() * CLOCK_RATE + rate / 2, rate) + TIMELINE_OFFSET_TICKS;
        long span = hasVideo ? AUDIO_SPAN : AUDIO_ONLY_SPAN;
        if (!audio.accepts(unit.data(), pts, codec, span)) {
            flushAudio();
        }
        audio.add(unit.data(), pts, codec);
    }

    private void flushAudio() {
        if (audio.isEmpty()) {
            return;
        }
        long pts = audio.firstPts();
        long reference = PacketWriter.NO_CLOCK;
        if (hasVideo) {
            // No picture yet to come is decoded before the last one was, so this clock cannot overtake any. Sound
            // without a picture sets the clock and leaves it there: the picture may still come, and be earlier.
            clockLimit = clockLimit == NEVER ? pts : clockLimit;
            long due = Math.min(pts, clockLimit);
            clock.advanceTo(due);
            clock.writeReferenceFor(due);
        } else {
            clock.advanceTo(pts);
            reference = clock.referenceFor(pts);
        }
        boolean jump = reference != PacketWriter.NO_CLOCK && clock.isDiscontinuity();
        audio.writeTo(writer, sound.orElseThrow(), !hasVideo, reference, jump);
    }
}
