package dev.sluice.rtmp.handshake;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.SliceQueue;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The client's side of the greeting: plain, as OBS and librtmp do it, or with a digest in C1 as FFmpeg does.
 * C2 is always the copy of S1 that publishers send.
 */
public final class ClientHandshake {
    private static final int PACKET = Digest.PACKET_BYTES;

    private final byte[] c1 = new byte[PACKET];
    private boolean done;

    private ClientHandshake(RandomGenerator random) {
        random.nextBytes(c1);
        Arrays.fill(c1, 0, 8, (byte) 0);
    }

    /** With version zero and no digest. */
    public static ClientHandshake plain(RandomGenerator random) {
        return new ClientHandshake(random);
    }

    /** With the version of FFmpeg, 9.0.124.2, and a digest in FFmpeg's layout. */
    public static ClientHandshake withDigest(RandomGenerator random) {
        ClientHandshake handshake = new ClientHandshake(random);
        System.arraycopy(new byte[] {9, 0, 124, 2}, 0, handshake.c1, 4, 4);
        Digest.put(handshake.c1, DigestLayout.OFFSET_AT_8, Digest.CLIENT_KEY);
        return handshake;
    }

    /** Appends C0 and C1. */
    public void begin(ByteWriter out) {
        out.u8(3).bytes(c1);
    }

    public boolean isDone() {
        return done;
    }

    /** Waits for S0, S1 and S2 together and appends C2; bytes behind S2 stay in place. */
    public void advance(SliceQueue in, ByteWriter out) throws MalformedInput {
        if (done || in.isEmpty()) {
            return;
        }
        if (in.peek(0) != 3) {
            throw new MalformedInput(FirstBytes.describe(in));
        }
        if (in.available() < 1 + 2 * PACKET) {
            return;
        }
        in.u8();
        byte[] s1 = new byte[PACKET];
        in.copyTo(s1, 0, PACKET);
        in.copyTo(new byte[PACKET], 0, PACKET);
        out.bytes(s1);
        done = true;
    }
}
