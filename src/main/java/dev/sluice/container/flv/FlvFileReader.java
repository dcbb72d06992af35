package dev.sluice.container.flv;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.Optional;

/**
 * Reads a whole FLV file from memory, tag by tag (FLV 10.1 §E.2 to §E.4.1). Strict: it is for clips that we
 * made.
 */
public final class FlvFileReader {
    private static final int HEADER_LENGTH = 9;
    private static final int TAG_HEADER_LENGTH = 11;
    private static final int SIGNATURE = 0x464C56;

    private final ByteReader in;

    /**
     * One tag.
     *
     * @param type 8 audio, 9 video, 18 script data; also the type of the RTMP message that carries its body
     * @param timestampMillis decode time, 0…2³²−1
     */
    public record Tag(int type, long timestampMillis, Slice body) {
        public static final int AUDIO = 8;
        public static final int VIDEO = 9;
        public static final int SCRIPT_DATA = 18;
    }

    /** Reads the file header. */
    public FlvFileReader(Slice file) throws MalformedInput {
        in = new ByteReader(file);
        if (in.u24() != SIGNATURE) {
            throw new MalformedInput("no FLV signature");
        }
        int version = in.u8();
        in.u8();
        if (version != 1 || in.u32() != HEADER_LENGTH) {
            throw new MalformedInput("FLV of version " + version + " or with an odd header");
        }
        if (in.u32() != 0) {
            throw new MalformedInput("a size before the first tag");
        }
    }

    /** The next tag; empty at the end of the file. */
    public Optional<Tag> next() throws MalformedInput {
        if (in.isAtEnd()) {
            return Optional.empty();
        }
        int type = in.u8();
        if (type != Tag.AUDIO && type != Tag.VIDEO && type != Tag.SCRIPT_DATA) {
            throw new MalformedInput("FLV tag of type " + type);
        }
        int length = in.u24();
        long timestampMillis = in.u24() | (long) in.u8() << 24;
        if (in.u24() != 0) {
            throw new MalformedInput("FLV tag with a stream id");
        }
        Slice body = in.slice(length);
        long previousLength = in.u32();
        if (previousLength != TAG_HEADER_LENGTH + length) {
            throw new MalformedInput("FLV tag of " + length + " bytes followed by the size " + previousLength);
        }
        return Optional.of(new Tag(type, timestampMillis, body));
    }
}
