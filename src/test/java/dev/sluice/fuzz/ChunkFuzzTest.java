package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.amf.AmfLimits;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.bytes.SliceQueue;
import dev.sluice.rtmp.chunk.ChunkLimits;
import dev.sluice.rtmp.chunk.ChunkReader;
import dev.sluice.rtmp.chunk.MessageTooLong;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.handshake.ServerHandshake;
import dev.sluice.rtmp.message.Aggregate;
import dev.sluice.rtmp.message.MalformedCommand;
import dev.sluice.rtmp.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Handshake and chunks of arbitrary bytes in arbitrary pieces. The first byte seeds the cuts; however they fall, the
 * messages and the error are those of the whole.
 */
class ChunkFuzzTest {
    private static final int HELLO = 1 + 1536;

    @FuzzTest
    void chunks(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Effort.within((1 << 20) + 600L * input.length, () -> compare(input));
    }

    private static void compare(byte[] input) {
        Slice bytes = Slice.wrap(input).from(1);
        List<Object> whole = read(bytes, bytes.length(), 0);
        List<Object> pieces = read(bytes, 1 + (input[0] & 0x3F), input[0]);
        if (!whole.equals(pieces)) {
            throw new AssertionError("cut differently, read differently: " + whole + " and " + pieces);
        }
    }

    @FuzzTest
    void handshake(byte[] input) {
        if (input.length < 2) {
            return;
        }
        // Fuzzers do not grow 3,073 bytes by themselves: the input is laid over a hello at the places that matter.
        byte[] hello = new byte[HELLO + 1536];
        hello[0] = input[0] < 0 ? input[1] : 3;
        for (int i = 2; i < input.length && i < 40; i++) {
            hello[i < 18 ? i - 1 : 772 + i - 18] = input[i];
        }
        Effort.within(1 << 20, () -> greet(hello, 1 + (input[0] & 0x7F) * 16));
    }

    private static void greet(byte[] hello, int step) {
        SliceQueue in = new SliceQueue();
        ServerHandshake handshake = new ServerHandshake(new Random(1));
        ByteWriter out = new ByteWriter();
        try {
            for (int at = 0; at < hello.length; at += step) {
                in.add(Slice.wrap(hello, at, Math.min(step, hello.length - at)));
                handshake.advance(in, out);
            }
            if (!handshake.isDone() || out.take().length() != HELLO + 1536 || !in.isEmpty()) {
                throw new AssertionError("the handshake did not end with C2");
            }
        } catch (MalformedInput expected) {
            AmfFuzzTest.requireReason(expected);
        }
    }

    private static List<Object> read(Slice bytes, int mostAtOnce, int seed) {
        ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
        SliceQueue in = new SliceQueue();
        List<Object> found = new ArrayList<>();
        Random cuts = new Random(seed);
        try {
            for (int at = 0; at < bytes.length(); ) {
                int end = Math.min(bytes.length(), at + (seed == 0 ? mostAtOnce : 1 + cuts.nextInt(mostAtOnce)));
                in.add(bytes.slice(at, end));
                at = end;
                for (Optional<RawMessage> m = reader.read(in); m.isPresent(); m = reader.read(in)) {
                    found.add(m.get());
                    decode(m.get());
                    if (found.size() == 3) {
                        reader.liftUnpublishedLimit();
                    }
                }
            }
        } catch (MalformedInput | MessageTooLong expected) {
            AmfFuzzTest.requireReason(expected);
            found.add(expected.getMessage());
        }
        return found;
    }

    private static void decode(RawMessage raw) {
        try {
            Message message = Message.decode(raw, AmfLimits.DEFAULT);
            if (message instanceof Aggregate aggregate) {
                aggregate.messages(raw).forEach(RawMessage::type);
            }
        } catch (MalformedInput | MalformedCommand expected) {
            AmfFuzzTest.requireReason(expected);
        }
    }
}
