package dev.sluice.container.flv;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.MediaKind;
import dev.sluice.media.TrackId;
import java.util.Optional;

/**
 * Reads the bodies of audio and video messages (FLV 10.1 §E.4.2, §E.4.3; Enhanced RTMP v2) of one
 * publication.
 *
 * <p>What is found goes to an {@link FlvSink}. Frames share the bytes of their message, unless the encoder
 * wrote them in a form that has to be repaired. Whether decoding can begin at a picture is judged by its NAL
 * units: the frame type of the tag is wrong too often.
 */
public final class FlvTagReader {
    private static final int EXTENDED_VIDEO = 0x80;
    private static final int EXTENDED_AUDIO = 9;
    private static final int COMMAND_FRAME = 5;
    private static final int VIDEO_MULTITRACK = 6;
    private static final int AUDIO_MULTITRACK = 5;
    private static final int METADATA = 4;

    private final FlvSink sink;
    private final FlvTrack avc;
    private final FlvTrack aac;

    public FlvTagReader(FlvSink sink) {
        this.sink = sink;
        avc = new AvcTrack(TrackId.VIDEO, sink);
        aac = new AacTrack(TrackId.AUDIO, sink);
    }

    /**
     * Reads the payload of an RTMP message of type 9.
     *
     * @param timestampMillis decode time modulo 2³²
     * @throws MalformedInput if the body ends too early, or the configuration in it cannot be read; the
     *     reader stays usable, and drops the frames of that track until a good configuration comes
     */
    public void readVideo(long timestampMillis, Slice body) throws MalformedInput {
        ByteReader in = new ByteReader(body);
        if (in.isAtEnd()) {
            sink.onIgnored(Ignored.EMPTY);
            return;
        }
        int head = in.u8();
        if ((head & EXTENDED_VIDEO) != 0) {
            readExtendedVideo(timestampMillis, head, in);
            return;
        }
        if (head >> 4 == COMMAND_FRAME) {
            sink.onIgnored(Ignored.COMMAND_FRAME);
            return;
        }
        Optional<FlvTrack> track = videoTrack(VideoFormat.ofLegacy(head & 0xF), head & 0xF);
        if (track.isPresent()) {
            int packetType = in.u8();
            // Some encoders leave the composition time of the end mark out.
            int compositionMillis = packetType == PacketType.SEQUENCE_END ? 0 : in.s24();
            read(track.get(), packetType, timestampMillis, compositionMillis, in.rest());
        }
    }

    /**
     * Reads the payload of an RTMP message of type 8; parameters and errors are those of {@link #readVideo}.
     */
    public void readAudio(long timestampMillis, Slice body) throws MalformedInput {
        ByteReader in = new ByteReader(body);
        if (in.isAtEnd()) {
            sink.onIgnored(Ignored.EMPTY);
            return;
        }
        int head = in.u8();
        if (head >> 4 == EXTENDED_AUDIO) {
            readExtendedAudio(timestampMillis, head, in);
            return;
        }
        Optional<FlvTrack> track = audioTrack(AudioFormat.ofLegacy(head >> 4), head >> 4);
        if (track.isPresent()) {
            read(track.get(), in.u8(), timestampMillis, 0, in.rest());
        }
    }

    private void readExtendedVideo(long timestampMillis, int head, ByteReader in) throws MalformedInput {
        int packetType = ExtendedHeader.skipModifiers(in, head & 0xF);
        if ((head >> 4 & 7) == COMMAND_FRAME && packetType != METADATA) {
            sink.onIgnored(Ignored.COMMAND_FRAME);
            return;
        }
        ExtendedHeader.readTracks(in, packetType, VIDEO_MULTITRACK, (fourCc, index, innerType, body) -> {
            if (index > 0) {
                sink.onIgnored(Ignored.ADDITIONAL_TRACK);
                return;
            }
            Optional<VideoFormat> format = VideoFormat.ofFourCc(fourCc);
            Optional<FlvTrack> track = videoTrack(format, fourCc);
            if (track.isPresent() && innerType == METADATA) {
                sink.onIgnored(Ignored.METADATA);
            } else if (track.isPresent()) {
                boolean timed = innerType == PacketType.CODED_FRAMES
                        && format.filter(VideoFormat::hasCompositionTime).isPresent();
                int compositionMillis = timed ? body.s24() : 0;
                int plainType = innerType == PacketType.CODED_FRAMES_X ? PacketType.CODED_FRAMES : innerType;
                read(track.get(), plainType, timestampMillis, compositionMillis, body.rest());
            }
        });
    }

    private void readExtendedAudio(long timestampMillis, int head, ByteReader in) throws MalformedInput {
        int packetType = ExtendedHeader.skipModifiers(in, head & 0xF);
        ExtendedHeader.readTracks(in, packetType, AUDIO_MULTITRACK, (fourCc, index, innerType, body) -> {
            if (index > 0) {
                sink.onIgnored(Ignored.ADDITIONAL_TRACK);
                return;
            }
            Optional<FlvTrack> track = audioTrack(AudioFormat.ofFourCc(fourCc), fourCc);
            if (track.isPresent()) {
                read(track.get(), innerType, timestampMillis, 0, body.rest());
            }
        });
    }

    private void read(FlvTrack track, int packetType, long timestampMillis, int compositionMillis, Slice data)
            throws MalformedInput {
        switch (packetType) {
            case PacketType.SEQUENCE_START -> track.onConfiguration(data);
            case PacketType.CODED_FRAMES -> track.onFrame(timestampMillis, compositionMillis, data);
            case PacketType.SEQUENCE_END -> track.onEnd();
            default -> sink.onIgnored(Ignored.PACKET_TYPE);
        }
    }

    /** The state of the track if its format is carried; else the sink is told. */
    private Optional<FlvTrack> videoTrack(Optional<VideoFormat> format, long code) {
        if (format.isPresent() && format.get() == VideoFormat.AVC) {
            return Optional.of(avc);
        }
        sink.onUnsupported(
                MediaKind.VIDEO, format.map(VideoFormat::displayName).orElseGet(() -> FourCc.describe(code)));
        return Optional.empty();
    }

    private Optional<FlvTrack> audioTrack(Optional<AudioFormat> format, long code) {
        if (format.isPresent() && format.get() == AudioFormat.AAC) {
            return Optional.of(aac);
        }
        sink.onUnsupported(
                MediaKind.AUDIO, format.map(AudioFormat::displayName).orElseGet(() -> FourCc.describe(code)));
        return Optional.empty();
    }
}
