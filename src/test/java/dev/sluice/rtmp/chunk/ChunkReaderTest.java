package dev.sluice.rtmp.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.bytes.SliceQueue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderTest {
    private static List<RawMessage> decode(String hex) throws Exception {
        return ChunkModelTest.decode(List.of(Slice.hex(hex)));
    }

    @Test
    void readsAWholeMessage() throws Exception {
        assertThat(decode("02 000000 000004 05 00000000 002625A0"))
                .containsExactly(new RawMessage(0, 5, 0, 2, Slice.hex("002625A0")));
    }

    @Test
    void readsAnExtendedTimestampAndItsRepetition() throws Exception {
        String video = "06 FFFFFF 000005 09 01000000 01000000 1702000000";
        assertThat(decode(video + "C6 01000000 1702000000"))
                .extracting(RawMessage::timestampMillis)
                .as("a delta of hours after a full header was never meant")
                .containsExactly(0x01000000L, 0x01000000L);
    }

    @Test
    void readsAnExtendedTimestampThatIsZeroOrLeftOut() throws Exception {
        String video = "06 FFFFFF 000005 09 01000000 01000000 1702000000";
        assertThat(decode(video + "C6 00000000 1702000000" + "C6 1702000000" + "C6 0100000099"))
                .extracting(message -> message.payload().toHex())
                .containsExactly("1702000000", "1702000000", "1702000000", "0100000099");
    }

    @Test
    void doesNotWaitForATimestampThatCannotCome() throws Exception {
        assertThat(decode("06 FFFFFF 000002 09 01000000 01000000 1702 C6 1702")).hasSize(2);
    }

    @Test
    void wrapsNegativeDeltas() throws Exception {
        // OBS: audio 11 ms before the last video message of the same chunk stream.
        assertThat(decode("04 000064 000001 09 01000000 17 44 FFFFFF 000001 08 FFFFFFF5 AF"))
                .extracting(RawMessage::timestampMillis)
                .containsExactly(100L, 89L);
    }

    @Test
    void takesTheTimestampOfAFullHeaderAsTheNextDelta() throws Exception {
        assertThat(decode("04 002710 000001 09 01000000 17 C4 17 04 002711 000001 09 01000000 17 C4 17"))
                .extracting(RawMessage::timestampMillis)
                .containsExactly(10_000L, 20_000L, 10_001L, 10_001L);
    }

    @Test
    void dropsOnlyTheAbortedMessageAndKeepsItsTime() throws Exception {
        String begun = "06 000064 000100 09 01000000 " + "11".repeat(128);
        String abort = "02 000000 000004 02 00000000 00000006";
        assertThat(decode(begun + abort + "86 000005" + "22".repeat(128) + "C6" + "33".repeat(128)))
                .extracting(
                        RawMessage::type,
                        RawMessage::timestampMillis,
                        message -> message.payload().length())
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(2, 0L, 4),
                        org.assertj.core.api.Assertions.tuple(9, 105L, 256));
    }

    @Test
    void ignoresAnAbortOfNothing() throws Exception {
        assertThat(decode("02 000000 000004 02 00000000 00000030")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "86 000000", // first header of type 2
                "C6",
                "02 000000 000004 01 00000000 0000007F", // chunk size 127
                "02 000000 000004 01 00000000 00000000",
                "02 000000 000004 01 00000000 80000000",
                "02 000000 000003 01 00000000",
                "02 000000 000001 04 00000000",
                "02 000000 000101 04 00000000",
            })
    void refuses(String hex) {
        assertThatThrownBy(() -> decode(hex)).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"06 000000 000001 09 01000000", "46 000000 000001 09", "86 000000"})
    void refusesAHeaderInsideAMessage(String header) {
        String begun = "06 000000 000100 09 01000000 " + "11".repeat(128);
        assertThatThrownBy(() -> decode(begun + header)).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000080", "00FFFFFF", "08000000", "7FFFFFFF"})
    void takesEveryChunkSizeFrom128On(String size) throws Exception {
        assertThat(decode("02 000000 000004 01 00000000 " + size)).hasSize(1);
    }

    @Test
    void limitsChunkStreams() throws Exception {
        StringBuilder hex = new StringBuilder();
        for (int id = 0; id < 64; id++) {
            hex.append(String.format("00 %02x 000000 000000 09 00000000", id));
        }
        assertThat(decode(hex.toString())).hasSize(64);
        assertThatThrownBy(() -> decode(hex + "03 000000 000000 09 00000000")).isInstanceOf(MalformedInput.class);
    }

    @Test
    void judgesTheLengthAtTheHeader() throws Exception {
        ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
        SliceQueue in = new SliceQueue();
        in.add(Slice.hex("06 000000 010000 09 00000000"));
        assertThat(reader.read(in)).isEmpty();
        assertThatThrownBy(() -> decode("06 000000 010001 09 00000000")).isInstanceOf(MessageTooLong.class);
        assertThatThrownBy(() -> decode("06 000000 010001 14 00000000")).isInstanceOf(MessageTooLong.class);
    }

    @Test
    void allowsLargeMediaButNotLargeCommandsOncePublished() {
        assertThatCode(() -> published("06 000000 800000 09 00000000")).doesNotThrowAnyException();
        assertThatThrownBy(() -> published("06 000000 800001 09 00000000")).isInstanceOf(MessageTooLong.class);
        assertThatCode(() -> published("06 000000 040000 12 00000000")).doesNotThrowAnyException();
        assertThatThrownBy(() -> published("06 000000 040001 12 00000000")).isInstanceOf(MessageTooLong.class);
        assertThatThrownBy(() -> published("06 000000 010001 14 00000000")).isInstanceOf(MessageTooLong.class);
    }

    private static void published(String hex) throws Exception {
        ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
        reader.liftUnpublishedLimit();
        SliceQueue in = new SliceQueue();
        in.add(Slice.hex(hex));
        assertThat(reader.read(in)).isEmpty();
    }

    @Test
    void limitsWhatUnfinishedMessagesHold() throws Exception {
        ChunkReader reader = new ChunkReader(new ChunkLimits(64, 8 << 20, 1, 1, 1, 10_000));
        reader.liftUnpublishedLimit();
        SliceQueue in = new SliceQueue();
        in.add(Slice.hex("06 000000 800000 09 00000000" + "11".repeat(128)));
        assertThat(reader.read(in)).as("4 KiB for 128 bytes, not 8 MiB").isEmpty();
        in.add(Slice.hex("07 000000 800000 09 00000000" + "11".repeat(128)));
        assertThat(reader.read(in)).isEmpty();
        in.add(Slice.hex("08 000000 800000 09 00000000" + "11".repeat(128)));
        assertThatThrownBy(() -> reader.read(in)).isInstanceOf(MessageTooLong.class);
    }
}
