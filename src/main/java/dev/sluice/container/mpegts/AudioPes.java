package dev.sluice.container.mpegts;

import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.aac.AacConfiguration;
import dev.sluice.media.aac.Adts;
import java.util.ArrayList;
import java.util.List;

/**
 * Audio frames that wait to go out as one PES packet: one packet a frame would waste a fifth of the audio's
 * bytes on headers and stuffing. Only the first frame has a time stamp, so all have to follow one another
 * without gap.
 */
final class AudioPes {
    private static final int CLOCK_RATE = 90_000;
    /** PES_packet_length counts from behind itself and has 16 bits. */
    private static final int MAX_PAYLOAD = 65_535 - (PesHeader.MAX_LENGTH - 6);

    private final List<Slice> frames = new ArrayList<>();
    private final byte[] header = new byte[PesHeader.MAX_LENGTH];
    private long firstPts;
    private long samples;
    private int payloadLength;

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Presentation time of the first frame in 90 kHz. */
    long firstPts() {
        return firstPts;
    }

    /** Whether the transport has a place for a frame this long: ADTS and PES tell lengths in few bits. */
    static boolean fits(Slice frame, Codec.Audio codec) {
        int most = codec instanceof Codec.Aac ? Adts.MAX_FRAME_LENGTH - Adts.HEADER_LENGTH : MAX_PAYLOAD;
        return frame.length() <= most;
    }

    /**
     * Whether a frame with this time may join the frames that wait, without making them span
     * {@code maxSpanTicks}.
     */
    boolean accepts(Slice frame, long pts, Codec.Audio codec, long maxSpanTicks) {
        if (frames.isEmpty()) {
            return true;
        }
        long frameTicks = (long) codec.samplesIn(frame) * CLOCK_RATE / codec.sampleRate();
        long expected = firstPts + samples * CLOCK_RATE / codec.sampleRate();
        return Math.abs(pts - expected) <= frameTicks / 2
                && pts + frameTicks - firstPts <= maxSpanTicks
                && payloadLength + frame.length() + frameHeaderLength(codec) <= MAX_PAYLOAD;
    }

    void add(Slice frame, long pts, Codec.Audio codec) {
        if (frames.isEmpty()) {
            firstPts = pts;
        }
        frames.add(frame);
        samples += codec.samplesIn(frame);
        payloadLength += frameHeaderLength(codec) + frame.length();
    }

    /** Writes the waiting frames and forgets them; {@code clock} may be {@link PacketWriter#NO_CLOCK}. */
    void writeTo(PacketWriter writer, Codec.Audio codec, boolean randomAccess, long clock, boolean jump) {
        int streamId = StreamType.isPrivate(codec) ? PesHeader.PRIVATE_STREAM : PesHeader.AUDIO_STREAM;
        int headerLength = PesHeader.write(header, streamId, payloadLength, firstPts, firstPts);
        writer.begin(Pid.AUDIO, headerLength + payloadLength, randomAccess, clock, jump);
        writer.put(header, headerLength);
        for (int i = 0; i < frames.size(); i++) {
            Slice frame = frames.get(i);
            if (codec instanceof Codec.Aac aac) {
                writeAdts(writer, aac.configuration(), frame);
            }
            writer.put(frame, 0, frame.length());
        }
        clear();
    }

    void clear() {
        frames.clear();
        samples = 0;
        payloadLength = 0;
    }

    private void writeAdts(PacketWriter writer, AacConfiguration configuration, Slice frame) {
        Adts.writeHeader(configuration, frame.length(), header, 0);
        writer.put(header, Adts.HEADER_LENGTH);
    }

    /** Other codecs have their header in the frame. */
    private static int frameHeaderLength(Codec.Audio codec) {
        return codec instanceof Codec.Aac ? Adts.HEADER_LENGTH : 0;
    }
}
