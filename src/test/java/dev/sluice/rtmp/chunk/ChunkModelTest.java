package dev.sluice.rtmp.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.bytes.SliceQueue;
import dev.sluice.bytes.Splits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random legal chunk streams, written by {@link RandomChunks}, must decode to what was sent under every split. */
class ChunkModelTest {
    private static final int CASES = 2000;

    @Test
    void decodesEveryLegalStream() throws Exception {
        for (int seed = 0; seed < CASES; seed++) {
            RandomChunks chunks = new RandomChunks(new Random(seed));
            Slice bytes = chunks.write(12);
            Random random = new Random(seed);
            assertThat(decode(List.of(bytes))).as("whole, seed %d", seed).isEqualTo(chunks.sent());
            assertThat(decode(Splits.bytewise(bytes)))
                    .as("bytewise, seed %d", seed)
                    .isEqualTo(chunks.sent());
            assertThat(decode(Splits.random(bytes, random, 200)))
                    .as("random, seed %d", seed)
                    .isEqualTo(chunks.sent());
        }
    }

    @Test
    void decodesOneStreamUnderEverySplitInTwo() throws Exception {
        RandomChunks chunks = new RandomChunks(new Random(42));
        Slice bytes = chunks.write(8);
        for (int at = 0; at <= bytes.length(); at++) {
            assertThat(decode(List.of(bytes.slice(0, at), bytes.from(at)))).isEqualTo(chunks.sent());
        }
    }

    @Test
    void readsBackWhatTheWriterWrites() throws Exception {
        Random random = new Random(9);
        for (int size : new int[] {128, 129, 4096, 65536}) {
            ChunkWriter writer = new ChunkWriter(128);
            ByteWriter out = new ByteWriter();
            List<RawMessage> sent = new ArrayList<>();
            sent.add(new RawMessage(0, 1, 0, 2, new ByteWriter().u32(size).take()));
            for (int id : new int[] {3, 63, 64, 319, 320, 65599}) {
                byte[] payload = new byte[random.nextInt(20_000)];
                random.nextBytes(payload);
                long time = random.nextBoolean() ? random.nextInt(1 << 24) : 0xFFFFFFFFL & random.nextInt();
                sent.add(new RawMessage(time, 9, random.nextInt(), id, Slice.wrap(payload)));
            }
            sent.forEach(message -> writer.write(message, out));
            assertThat(decode(Splits.random(out.take(), random, 5000))).isEqualTo(sent);
        }
    }

    static List<RawMessage> decode(List<Slice> pieces) throws Exception {
        ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
        SliceQueue in = new SliceQueue();
        List<RawMessage> messages = new ArrayList<>();
        for (Slice piece : pieces) {
            in.add(piece);
            for (Optional<RawMessage> m = reader.read(in); m.isPresent(); m = reader.read(in)) {
                messages.add(m.get());
            }
        }
        return messages;
    }
}
