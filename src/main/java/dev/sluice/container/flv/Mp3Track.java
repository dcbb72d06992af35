package dev.sluice.container.flv;

import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackId;
import dev.sluice.media.mp3.Mp3Configuration;
import dev.sluice.media.mp3.Mp3Header;
import java.util.Optional;

/** The state of an MP3 track: every frame describes itself, and a message may hold several. */
final class Mp3Track implements FlvTrack {
    private final TrackId id;
    private final FlvSink sink;
    private Optional<Mp3Configuration> current = Optional.empty();

    Mp3Track(TrackId id, FlvSink sink) {
        this.id = id;
        this.sink = sink;
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
            Optional<Mp3Header> read = Mp3Header.read(data, at);
            if (read.isEmpty() || read.get().frameLength() > data.length() - at) {
                sink.onIgnored(Ignored.DAMAGED);
                return;
            }
            Mp3Header header = read.get();
            if (!current.equals(Optional.of(header.configuration()))) {
                current = Optional.of(header.configuration());
                sink.onConfiguration(id, new Codec.Mp3(header.configuration()));
            }
            FrameTime own = time.plus(samples, header.sampleRate());
            sink.onFrame(own.frame(id, true, data.slice(at, at + header.frameLength())));
            samples += header.configuration().samplesPerFrame();
            at += header.frameLength();
        }
    }

    @Override
    public void onEnd() {
        sink.onEndOfSequence(id);
    }
}
