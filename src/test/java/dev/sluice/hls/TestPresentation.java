package dev.sluice.hls;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.MediaSink;
import dev.sluice.media.TestMedia;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Presentations of stream {@code demo} for tests of other packages: pictures and sound of 40 ms, a key picture every
 * two seconds; the first number of a segment is 43 for MPEG-TS, 44 for CMAF with parts.
 */
public final class TestPresentation implements HlsStorage {
    /** What every MPEG-TS segment holds. */
    public static final Slice TS_SEGMENT = Slice.wrap(new byte[1_880]);

    public static final long EPOCH = 7;

    /** What lies on the volume. */
    public final Map<String, Slice> files = new HashMap<>();

    private static final Track VIDEO = new Track(TrackId.VIDEO, TestMedia.avc(1280, 720));
    private static final Track AUDIO = new Track(TrackId.AUDIO, TestMedia.aac(48_000));
    private static final Duration FRAME = Duration.ofMillis(40);

    private final Presentation presentation;
    private MediaSink sink;
    private Instant now = Instant.ofEpochSecond(43);
    private long frames;
    private long samples;

    /** A presentation that has just begun. */
    public TestPresentation(Format format, PresentationObserver observer) {
        this("demo", format, observer);
    }

    /** A presentation of another stream. */
    public TestPresentation(String stream, Format format, PresentationObserver observer) {
        this(stream, format, Duration.ZERO, observer);
    }

    /** A presentation in which viewers may seek back for {@code dvr}. */
    public TestPresentation(String stream, Format format, Duration dvr, PresentationObserver observer) {
        HlsSettings settings =
                HlsSettings.of(Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofSeconds(12), dvr);
        Container container = format == Format.MPEGTS
                ? new ProgramContainer(new TsMuxer())
                : new TrackContainer(CmafSimulation.FakeTrackMuxer::new, unit -> Slice.utf8("poster"), codec -> true);
        presentation = new Presentation(
                new HlsResource.Multivariant(stream), format, settings, () -> now, this, observer, container);
        sink = presentation.publish(EPOCH);
        sink.onTracks(List.of(VIDEO, AUDIO));
    }

    /** The publisher leaves; the presentation waits for another one. */
    public void leave() {
        sink.onEnd();
    }

    /** Another publisher comes, a key picture first. */
    public void comeBack(long epoch) {
        sink = presentation.publish(epoch);
        sink.onTracks(List.of(VIDEO, AUDIO));
        frames = 0;
        samples = 0;
    }

    /** Publishes for so long. */
    public TestPresentation run(Duration duration) {
        for (long i = duration.dividedBy(FRAME); i > 0; i--) {
            long ticks = frames * 3_600;
            sink.onAccessUnit(unit(VIDEO, ticks, frames % 50 == 0));
            for (frames++; samples * 1_000 < frames * 40 * 48_000; samples += 1_024) {
                sink.onAccessUnit(unit(AUDIO, samples, true));
            }
            now = now.plus(FRAME);
            presentation.tick();
        }
        return this;
    }

    /** The publication ends and nobody comes back. */
    public void end() {
        sink.onEnd();
        presentation.finish();
    }

    /** Time passes without media. */
    public void pass(Duration duration) {
        now = now.plus(duration);
        presentation.tick();
    }

    public PresentationSnapshot snapshot() {
        return presentation.snapshot().orElseThrow();
    }

    @Override
    public void store(String path, SharedBytes content) {
        files.put(path, content.toSlice());
    }

    @Override
    public void replace(String path, Slice content) {
        files.put(
                path,
                PlaylistSeal.open(content).map(seal -> Slice.utf8(seal.text())).orElse(content));
    }

    @Override
    public void delete(String path) {
        files.remove(path);
    }

    private static AccessUnit unit(Track track, long ticks, boolean key) {
        int bytes = track.id().kind() == MediaKind.VIDEO ? 1_000 : 100;
        return new AccessUnit(track, ticks, ticks, key, Slice.wrap(new byte[bytes]));
    }

    private static final class TsMuxer implements SegmentMuxer {
        @Override
        public boolean carries(Codec codec) {
            return true;
        }

        @Override
        public void start(List<Track> tracks, boolean discontinuity) {}

        @Override
        public void write(AccessUnit unit) {}

        @Override
        public SharedBytes end(ByteArena arena) {
            return TS_SEGMENT;
        }

        @Override
        public void drop() {}
    }
}
