package dev.sluice.container.mpegts;

import dev.sluice.bytes.Slice;
import dev.sluice.media.aac.AacConfiguration;
import dev.sluice.media.aac.Adts;
import java.util.ArrayList;
import java.util.List;

/**
 * AAC frames that wait to go out as one PES packet: one packet a frame would waste a fifth of the audio's
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
    private int payloadLength;

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Presentation time of the first frame in 90 kHz. */
    long firstPts() {
        return firstPts;
    }

    /**
     * Whether a frame with this time may join the frames that wait, without making them span
     * {@code maxSpanTicks}.
     */
    boolean accepts(Slice frame, long pts, AacConfiguration configuration, long maxSpanTicks) {
        if (frames.isEmpty()) {
            return true;
        }
        long frameTicks = (long) configuration.samplesPerFrame() * CLOCK_RATE / configuration.sampleRate();
        long expected = firstPts
                + (long) frames.size() * configuration.samplesPerFrame() * CLOCK_RATE / configuration.sampleRate();
        return Math.abs(pts - expected) <= frameTicks / 2
                && pts + frameTicks - firstPts <= maxSpanTicks
                && payloadLength + frame.length() + Adts.HEADER_LENGTH <= MAX_PAYLOAD;
    }

    void add(Slice frame, long pts) {
        if (frames.isEmpty()) {
            firstPts = pts;
        }
        frames.add(frame);
        payloadLength += Adts.HEADER_LENGTH + frame.length();
    }

    /** Writes the waiting frames and forgets them; {@code clock} may be {@link PacketWriter#NO_CLOCK}. */
    void writeTo(PacketWriter writer, AacConfiguration configuration, boolean randomAccess, long clock, boolean jump) {
        int headerLength = PesHeader.write(header, PesHeader.AUDIO_STREAM, payloadLength, firstPts, firstPts);
        writer.begin(Pid.AUDIO, headerLength + payloadLength, randomAccess, clock, jump);
        writer.put(header, headerLength);
        for (int i = 0; i < frames.size(); i++) {
            Slice frame = frames.get(i);
            Adts.writeHeader(configuration, frame.length(), header, 0);
            writer.put(header, Adts.HEADER_LENGTH);
            writer.put(frame, 0, frame.length());
        }
        frames.clear();
        payloadLength = 0;
    }
}
