package dev.sluice.container.flv;

import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackId;
import dev.sluice.media.ac3.Ac3Configuration;
import dev.sluice.media.ac3.Ac3Frame;
import java.util.Optional;

/**
 * The state of an AC-3 or E-AC-3 track: every frame describes itself, and a message may hold several. Frames
 * of E-AC-3 that add to another one stay with it.
 */
final class Ac3Track implements FlvTrack {
    private final TrackId id;
    private final FlvSink sink;
    private final boolean enhanced;
    private Optional<Ac3Configuration> current = Optional.empty();

    Ac3Track(TrackId id, FlvSink sink, boolean enhanced) {
        this.id = id;
        this.sink = sink;
        this.enhanced = enhanced;
    }

    /** Nobody needs one; some encoders send an empty one. */
    @Override
    public void onConfiguration(Slice configurationRecord) {
        sink.onIgnored(Ignored.EMPTY);
    }

    @Override
    public void onFrame(FrameTime time, Slice data) {
        if (data.isEmpty()) {
            sink.onIgnored(Ignored.EMPTY);
            return;
        }
        int at = 0;
        long samples = 0;
        while (at < data.length()) {
            Optional<Ac3Frame> first = Ac3Frame.read(data, at).filter(frame -> frame.enhanced() == enhanced);
            if (first.isEmpty() || !first.get().startsAccessUnit()) {
                sink.onIgnored(Ignored.DAMAGED);
                return;
            }
            int end = endOfUnit(data, at + first.get().frameLength());
            Ac3Configuration configuration = first.get().configuration();
            adopt(configuration);
            FrameTime own = time.plus(samples, configuration.sampleRate());
            sink.onFrame(own.frame(id, true, data.slice(at, end)));
            samples += first.get().samples();
            at = end;
        }
    }

    /** Behind the frames at {@code from} that add to the one before them. */
    private static int endOfUnit(Slice data, int from) {
        int end = from;
        Optional<Ac3Frame> next = Ac3Frame.read(data, end);
        while (next.isPresent() && !next.get().startsAccessUnit()) {
            end += next.get().frameLength();
            next = Ac3Frame.read(data, end);
        }
        return end;
    }

    private void adopt(Ac3Configuration configuration) {
        if (current.filter(known -> known.continues(configuration)).isEmpty()) {
            current = Optional.of(configuration);
            sink.onConfiguration(id, enhanced ? new Codec.Eac3(configuration) : new Codec.Ac3(configuration));
        }
    }

    @Override
    public void onEnd() {
        sink.onEndOfSequence(id);
    }
}
