package dev.sluice.container.flv;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackId;
import dev.sluice.media.opus.OpusConfiguration;
import dev.sluice.media.opus.OpusPacket;
import java.util.Optional;

/** The state of an Opus track. Its header may be missing or empty: then stereo is assumed. */
final class OpusTrack implements FlvTrack {
    private static final int STEREO = 2;

    private final TrackId id;
    private final FlvSink sink;
    private Optional<OpusConfiguration> current = Optional.empty();
    private boolean broken;

    OpusTrack(TrackId id, FlvSink sink) {
        this.id = id;
        this.sink = sink;
    }

    @Override
    public void onConfiguration(Slice header) throws MalformedInput {
        if (header.isEmpty()) {
            sink.onIgnored(Ignored.EMPTY);
            return;
        }
        if (current.isPresent() && current.get().record().equals(header)) {
            sink.onIgnored(Ignored.REPEATED_CONFIGURATION);
            return;
        }
        broken = true;
        adopt(OpusConfiguration.parse(header));
        broken = false;
    }

    private void adopt(OpusConfiguration configuration) {
        current = Optional.of(configuration);
        sink.onConfiguration(id, new Codec.Opus(configuration));
    }

    @Override
    public void onFrame(FrameTime time, Slice data) {
        if (data.isEmpty()) {
            sink.onIgnored(Ignored.EMPTY);
        } else if (OpusPacket.samples(data) == 0) {
            sink.onIgnored(Ignored.DAMAGED);
        } else if (broken) {
            sink.onIgnored(Ignored.BEFORE_CONFIGURATION);
        } else {
            if (current.isEmpty()) {
                adopt(OpusConfiguration.assumed(STEREO));
            }
            sink.onFrame(time.frame(id, true, data));
        }
    }

    @Override
    public void onEnd() {
        sink.onEndOfSequence(id);
    }
}
