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
    private final TrackId id;
    private final FlvSink sink;
    private Optional<Vp9Configuration> received = Optional.empty();
    private Optional<Vp9Configuration> current = Optional.empty();

    Vp9Track(TrackId id, FlvSink sink) {
        this.id = id;
        this.sink = sink;
    }

    @Override
    public void onConfiguration(Slice configurationRecord) throws MalformedInput {
        received = Optional.of(Vp9Configuration.parse(configurationRecord));
    }

    @Override
    public void onFrame(FrameTime time, Slice data) {
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
}
