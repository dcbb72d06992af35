package dev.sluice.container.flv;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackId;
import dev.sluice.media.vp9.Vp9Configuration;
import dev.sluice.media.vp9.Vp9Picture;
import java.util.Optional;

/** The state of a VP9 track. It is announced at a key frame, which alone tells the size of the picture. */
final class Vp9Track implements FlvTrack {
    private static final int MAX_FRAME = 8 << 20;

    private final TrackId id;
    private final FlvSink sink;
    private Optional<Vp9Configuration> received = Optional.empty();
    private Optional<Vp9Configuration> current = Optional.empty();
    private Slice lastRecord = Slice.EMPTY;

    Vp9Track(TrackId id, FlvSink sink) {
        this.id = id;
        this.sink = sink;
    }

    @Override
    public void onConfiguration(Slice configurationRecord) throws MalformedInput {
        if (configurationRecord.isEmpty()) {
            sink.onIgnored(Ignored.EMPTY);
            return;
        }
        if (configurationRecord.equals(lastRecord)) {
            sink.onIgnored(Ignored.REPEATED_CONFIGURATION);
            return;
        }
        lastRecord = Slice.EMPTY;
        received = Optional.of(Vp9Configuration.parse(configurationRecord));
        lastRecord = configurationRecord;
    }

    @Override
    public void onFrame(FrameTime time, Slice data) {
        if (data.isEmpty()) {
            sink.onIgnored(Ignored.EMPTY);
            return;
        }
        if (data.length() > MAX_FRAME) {
            sink.onIgnored(Ignored.TOO_LARGE);
            return;
        }
        try {
            Optional<Vp9Picture> key = Vp9Picture.ofKeyFrame(data);
            key.ifPresent(this::adopt);
            if (current.isEmpty()) {
                sink.onIgnored(Ignored.BEFORE_CONFIGURATION);
            } else {
                sink.onFrame(time.frame(id, key.isPresent(), data));
            }
        } catch (MalformedInput damaged) {
            sink.onIgnored(Ignored.DAMAGED);
        }
    }

    private void adopt(Vp9Picture picture) {
        Vp9Configuration told = received.map(configuration -> configuration.sized(picture))
                .orElseGet(() -> Vp9Configuration.of(picture));
        if (!current.equals(Optional.of(told))) {
            current = Optional.of(told);
            sink.onConfiguration(id, new Codec.Vp9(told));
        }
    }

    @Override
    public void onEnd() {
        sink.onEndOfSequence(id);
    }
}
