package dev.sluice.rtmp.handshake;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.SliceQueue;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The server's side of the greeting.
 *
 * <pre>
 * HELLO --C0, C1 / S0 S1 S2--> ECHO --C2--> DONE
 * </pre>
 *
 * <p>S0, S1 and S2 go out together as soon as C1 is whole: FFmpeg and GStreamer read all three before they write C2. C2
 * counts by its length alone; no server rejects a wrong one.
 */
public final class ServerHandshake {
    private static final int VERSION = 3;
    private static final int PACKET = Digest.PACKET_BYTES;

    private enum Step {
        HELLO,
        ECHO,
        DONE
    }

    private final RandomGenerator random;
    private Step step = Step.HELLO;
    private int echoLeft = PACKET;

    public ServerHandshake(RandomGenerator random) {
        this.random = random;
    }

    /** C0 and C1 have come and were answered. */
    public boolean isAnswered() {
        return step != Step.HELLO;
    }

    /** C2 has come too: what follows is chunks. */
    public boolean isDone() {
        return step == Step.DONE;
    }

    /**
     * Reads as far as the bytes go, leaves those behind C2 in place, and appends what is to be sent to {@code out}.
     *
     * @throws MalformedInput when the first byte is not version 3; its text says what it looks like
     */
    public void advance(SliceQueue in, ByteWriter out) throws MalformedInput {
        if (step == Step.HELLO && !in.isEmpty()) {
            if (in.peek(0) != VERSION) {
                throw new MalformedInput(FirstBytes.describe(in));
            }
            if (in.available() > PACKET) {
                in.u8();
                byte[] c1 = new byte[PACKET];
                in.copyTo(c1, 0, PACKET);
                answer(c1, out);
                step = Step.ECHO;
            }
        }
        while (step == Step.ECHO && !in.isEmpty()) {
            echoLeft -= in.take(echoLeft).length();
            if (echoLeft == 0) {
                step = Step.DONE;
            }
        }
    }

    private void answer(byte[] c1, ByteWriter out) {
        byte[] s1 = new byte[PACKET];
        random.nextBytes(s1);
        Arrays.fill(s1, 0, 8, (byte) 0);
        byte[] s2 = c1;
        Optional<DigestLayout> layout = Digest.find(c1, Digest.CLIENT_KEY);
        if (layout.isPresent()) {
            // A version of zero promises no digest; FFmpeg as a player checks S1 and S2 when it sees 3 or more.
            System.arraycopy(new byte[] {4, 5, 0, 1}, 0, s1, 4, 4);
            Digest.put(s1, layout.get(), Digest.SERVER_KEY);
            s2 = new byte[PACKET];
            random.nextBytes(s2);
            Digest.sign(s2, Digest.FULL_SERVER_KEY, Digest.digestIn(c1, layout.get()));
        }
        out.u8(VERSION).bytes(s1).bytes(s2);
    }
}
