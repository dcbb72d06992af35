package dev.sluice.container.flv;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.TrackId;

/** What holds for a video track of any codec: nothing empty, no record twice, no picture that fills the memory. */
final class VideoTrack implements FlvTrack {
    private static final int MAX_PICTURE = 8 << 20;

    private final TrackId id;
    private final FlvSink sink;
    private final FlvTrack codec;
    private Slice lastRecord = Slice.EMPTY;

    VideoTrack(TrackId id, FlvSink sink, FlvTrack codec) {
        this.id = id;
        this.sink = sink;
        this.codec = codec;
    }

    @Override
    public void onConfiguration(Slice configurationRecord) throws MalformedInput {
        if (configurationRecord.isEmpty()) {
            sink.onIgnored(Ignored.EMPTY);
        } else if (configurationRecord.equals(lastRecord)) {
            sink.onIgnored(Ignored.REPEATED_CONFIGURATION);
        } else {
            lastRecord = Slice.EMPTY;
            codec.onConfiguration(configurationRecord);
            lastRecord = configurationRecord;
        }
    }

    @Override
    public void onFrame(FrameTime time, Slice data) {
        if (data.isEmpty()) {
            sink.onIgnored(Ignored.EMPTY);
        } else if (data.length() > MAX_PICTURE) {
            sink.onIgnored(Ignored.TOO_LARGE);
        } else {
            codec.onFrame(time, data);
        }
    }

    @Override
    public void onEnd() {
        codec.onEnd();
        sink.onEndOfSequence(id);
    }
}
