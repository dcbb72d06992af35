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
    private final FlvTracks tracks;

    public FlvTagReader(FlvSink sink) {
        this.sink = sink;
        tracks = new FlvTracks(sink);
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
        Optional<FlvTrack> track = tracks.video(VideoFormat.ofLegacy(head & 0xF), head & 0xF, 0);
        if (track.isPresent()) {
            int packetType = in.u8();
            // Some encoders leave the composition time of the end mark out.
            int compositionMillis = packetType == PacketType.SEQUENCE_END ? 0 : in.s24();
            read(track.get(), packetType, new FrameTime(timestampMillis, compositionMillis, 0), in.rest());
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
        Optional<AudioFormat> format = AudioFormat.ofLegacy(head >> 4);
        Optional<FlvTrack> track = tracks.audio(format, head >> 4, 0);
        if (track.isPresent()) {
            boolean typed = format.filter(AudioFormat::hasPacketType).isPresent();
            int packetType = typed ? in.u8() : PacketType.CODED_FRAMES;
            read(track.get(), packetType, new FrameTime(timestampMillis, 0, 0), in.rest());
        }
    }

    private void readExtendedVideo(long timestampMillis, int head, ByteReader in) throws MalformedInput {
        ExtendedHeader header = ExtendedHeader.read(in, head & 0xF);
        if ((head >> 4 & 7) == COMMAND_FRAME && header.packetType() != METADATA) {
            sink.onIgnored(Ignored.COMMAND_FRAME);
            return;
        }
        boolean known = header.readTracks(in, VIDEO_MULTITRACK, (fourCc, index, type, body) -> {
            if (type == METADATA) {
                readMetadata(new TrackId(MediaKind.VIDEO, index), body.rest());
                return;
            }
            Optional<VideoFormat> format = VideoFormat.ofFourCc(fourCc);
            Optional<FlvTrack> track = tracks.video(format, fourCc, index);
            if (track.isPresent()) {
                boolean timed = type == PacketType.CODED_FRAMES
                        && format.filter(VideoFormat::hasCompositionTime).isPresent();
                int compositionMillis = timed ? body.s24() : 0;
                int plainType = type == PacketType.CODED_FRAMES_X ? PacketType.CODED_FRAMES : type;
                FrameTime time = new FrameTime(timestampMillis, compositionMillis, header.presentationNanos());
                read(track.get(), plainType, time, body.rest());
            }
        });
        if (!known) {
            sink.onIgnored(Ignored.PACKET_TYPE);
        }
    }

    private void readExtendedAudio(long timestampMillis, int head, ByteReader in) throws MalformedInput {
        ExtendedHeader header = ExtendedHeader.read(in, head & 0xF);
        FrameTime time = new FrameTime(timestampMillis, 0, header.presentationNanos());
        boolean known = header.readTracks(in, AUDIO_MULTITRACK, (fourCc, index, type, body) -> {
            Optional<FlvTrack> track = tracks.audio(AudioFormat.ofFourCc(fourCc), fourCc, index);
            if (track.isPresent()) {
                // Packet type 4, the order of the channels, repeats what the configuration says.
                read(track.get(), type, time, body.rest());
            }
        });
        if (!known) {
            sink.onIgnored(Ignored.PACKET_TYPE);
        }
    }

    /** Metadata that cannot be read is no reason to end a publication: pictures go on without it. */
    private void readMetadata(TrackId track, Slice body) {
        try {
            ColorInfoReader.Reading reading = ColorInfoReader.read(body);
            if (reading.told()) {
                sink.onColorInfo(track, reading.info());
            } else {
                sink.onIgnored(Ignored.METADATA);
            }
        } catch (MalformedInput unreadable) {
            sink.onIgnored(Ignored.METADATA);
        }
    }

    private void configure(FlvTrack track, Slice data) throws MalformedInput {
        try {
            track.onConfiguration(data);
        } catch (MalformedInput unreadable) {
            sink.onInvalidConfiguration(String.valueOf(unreadable.getMessage()));
            throw unreadable;
        }
    }

    private void read(FlvTrack track, int packetType, FrameTime time, Slice data) throws MalformedInput {
        switch (packetType) {
            case PacketType.SEQUENCE_START -> configure(track, data);
            case PacketType.CODED_FRAMES -> track.onFrame(time, data);
            case PacketType.SEQUENCE_END -> track.onEnd();
            default -> sink.onIgnored(Ignored.PACKET_TYPE);
        }
    }
}
