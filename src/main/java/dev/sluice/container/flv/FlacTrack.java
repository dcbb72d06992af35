package dev.sluice.container.flv;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackId;
import dev.sluice.media.flac.FlacConfiguration;
import dev.sluice.media.flac.FlacFrame;
import java.util.Optional;

/** The state of a FLAC track: its STREAMINFO. */
final class FlacTrack implements FlvTrack {
    private final TrackId id;
    private final FlvSink sink;
    private Optional<FlacConfiguration> current = Optional.empty();

    FlacTrack(TrackId id, FlvSink sink) {
        this.id = id;
        this.sink = sink;
    }

    @Override
    public void onConfiguration(Slice header) throws MalformedInput {
        if (header.isEmpty()) {
            sink.onIgnored(Ignored.EMPTY);
            return;
        }
        Optional<FlacConfiguration> before = current;
        current = Optional.empty();
        FlacConfiguration parsed = FlacConfiguration.parse(header);
        current = Optional.of(parsed);
        if (before.equals(current)) {
            sink.onIgnored(Ignored.REPEATED_CONFIGURATION);
        } else {
            sink.onConfiguration(id, new Codec.Flac(parsed));
        }
    }

    @Override
    public void onFrame(FrameTime time, Slice data) {
        if (data.isEmpty()) {
            sink.onIgnored(Ignored.EMPTY);
        } else if (current.isEmpty()) {
            sink.onIgnored(Ignored.BEFORE_CONFIGURATION);
        } else if (FlacFrame.samples(data) == 0) {
            sink.onIgnored(Ignored.DAMAGED);
        } else {
            sink.onFrame(time.frame(id, true, data));
        }
    }

    @Override
    public void onEnd() {
        sink.onEndOfSequence(id);
    }
}
