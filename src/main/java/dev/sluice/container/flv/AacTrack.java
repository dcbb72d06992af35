package dev.sluice.container.flv;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.TrackId;
import dev.sluice.media.aac.AacConfiguration;
import dev.sluice.media.aac.Adts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of an AAC track: its configuration, and the repair of frames that still have their ADTS header.
 */
final class AacTrack implements FlvTrack {
    /** ADTS cannot tell more, and AAC allows less: 768 bytes a channel (ISO/IEC 14496-3 §4.5.1.1). */
    private static final int MAX_FRAME_LENGTH = Adts.MAX_FRAME_LENGTH - Adts.HEADER_LENGTH;

    private final TrackId id;
    private final FlvSink sink;
    private Optional<AacConfiguration> current = Optional.empty();

    AacTrack(TrackId id, FlvSink sink) {
        this.id = id;
        this.sink = sink;
    }

    @Override
    public void onConfiguration(Slice configurationRecord) throws MalformedInput {
        if (configurationRecord.length() < 2) {
            sink.onIgnored(Ignored.EMPTY);
            return;
        }
        if (current.isPresent() && current.get().record().equals(configurationRecord)) {
            sink.onIgnored(Ignored.REPEATED_CONFIGURATION);
            return;
        }
        current = Optional.empty();
        int objectType = AacConfiguration.objectTypeOf(configurationRecord);
        if (AacConfiguration.isCarried(objectType)) {
            adopt(AacConfiguration.parse(configurationRecord));
        } else {
            sink.onUnsupported(MediaKind.AUDIO, "MPEG-4 audio object type " + objectType);
        }
    }

    private void adopt(AacConfiguration configuration) {
        current = Optional.of(configuration);
        sink.onConfiguration(id, new Codec.Aac(configuration));
    }

    @Override
    public void onFrame(FrameTime time, Slice data) {
        if (data.isEmpty()) {
            sink.onIgnored(Ignored.EMPTY);
            return;
        }
        List<Adts> headers = Adts.startsWithSync(data) ? headersOf(data) : List.of();
        if (headers.isEmpty()) {
            emit(time, data);
            return;
        }
        adoptFrom(headers.get(0));
        int at = 0;
        for (int i = 0; i < headers.size(); i++) {
            Adts header = headers.get(i);
            FrameTime own = time.plus(i * 1_024L, header.sampleRate());
            emit(own, data.slice(at + header.headerLength(), at + header.frameLength()));
            at += header.frameLength();
        }
    }

    /** The headers of all frames, if ADTS frames are all there is; some publishers leave the headers on. */
    private static List<Adts> headersOf(Slice data) {
        List<Adts> headers = new ArrayList<>();
        int at = 0;
        while (at < data.length()) {
            Optional<Adts> header = Adts.read(data, at);
            if (header.isEmpty() || header.get().rawDataBlocks() > 1) {
                return List.of();
            }
            headers.add(header.get());
            at += header.get().frameLength();
        }
        return headers;
    }

    private void adoptFrom(Adts header) {
        if (current.isEmpty()) {
            try {
                adopt(header.configuration());
            } catch (MalformedInput undescribed) {
                // Channels told in the frame alone: the frame is dropped for want of a configuration.
                current = Optional.empty();
            }
        }
    }

    private void emit(FrameTime time, Slice frame) {
        if (frame.isEmpty()) {
            sink.onIgnored(Ignored.EMPTY);
        } else if (frame.length() > MAX_FRAME_LENGTH) {
            sink.onIgnored(Ignored.TOO_LARGE);
        } else if (current.isEmpty()) {
            sink.onIgnored(Ignored.BEFORE_CONFIGURATION);
        } else {
            sink.onFrame(time.frame(id, true, frame));
        }
    }

    @Override
    public void onEnd() {
        sink.onEndOfSequence(id);
    }
}
