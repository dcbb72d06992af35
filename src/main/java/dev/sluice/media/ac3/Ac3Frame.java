package dev.sluice.media.ac3;

import dev.sluice.bytes.BitReader;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.Optional;

/**
 * What the header of a synchronisation frame says: AC-3 (ETSI TS 102 366 §4.3) or E-AC-3 (annex E §E.1.2).
 *
 * @param enhanced whether this is E-AC-3
 * @param dependent whether the frame adds channels to the independent one before it
 * @param substream number of the substream, 0 in AC-3
 * @param frameLength bytes of the frame
 * @param samples 1536, in E-AC-3 also 256, 512 or 768
 */
public record Ac3Frame(
        boolean enhanced,
        boolean dependent,
        int substream,
        int frameLength,
        int samples,
        Ac3Configuration configuration) {
    private static final int SYNC_WORD = 0x0B77;
    private static final int LAST_AC3_BSID = 10;
    private static final int LAST_BSID = 16;
    private static final int BLOCK = 256;
    private static final int[] RATES = {48_000, 44_100, 32_000};
    private static final int[] KILOBITS = {
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640
    };
    private static final int[] BLOCKS = {1, 2, 3, 6};
    private static final int HEADER_LENGTH = 8;

    /** Reads the frame at {@code at}; empty if there is none or its end is missing. */
    public static Optional<Ac3Frame> read(Slice bytes, int at) {
        Slice rest = bytes.from(at);
        if (rest.length() < HEADER_LENGTH || rest.u16(0) != SYNC_WORD) {
            return Optional.empty();
        }
        int bsid = rest.at(5) >> 3;
        try {
            Optional<Ac3Frame> frame = bsid <= LAST_AC3_BSID
                    ? ac3(new BitReader(rest.from(4)), bsid)
                    : bsid <= LAST_BSID ? eac3(new BitReader(rest.from(2)), bsid) : Optional.empty();
            return frame.filter(read -> read.frameLength >= HEADER_LENGTH && read.frameLength <= rest.length());
        } catch (MalformedInput tooShort) {
            return Optional.empty();
        }
    }

    private static Optional<Ac3Frame> ac3(BitReader bits, int bsid) throws MalformedInput {
        int rateCode = bits.u(2);
        int sizeCode = bits.u(6);
        if (rateCode == 3 || sizeCode >= 2 * KILOBITS.length) {
            return Optional.empty();
        }
        bits.skip(5);
        int mode = bits.u(3);
        int channelMode = bits.u(3);
        boolean centre = (channelMode & 1) == 1 && channelMode != 1;
        bits.skip((centre ? 2 : 0) + ((channelMode & 4) == 4 ? 2 : 0) + (channelMode == 2 ? 2 : 0));
        boolean lowEffects = bits.flag();
        int kilobits = KILOBITS[sizeCode / 2];
        int words = kilobits * 1_000 * 96 / RATES[rateCode] + (rateCode == 1 ? sizeCode & 1 : 0);
        // Annex A's half and quarter rates.
        int rate = RATES[rateCode] >> Math.max(0, bsid - 8);
        Ac3Configuration configuration =
                new Ac3Configuration(rate, rateCode, bsid, mode, channelMode, lowEffects, sizeCode / 2, kilobits);
        return Optional.of(new Ac3Frame(false, false, 0, words * 2, 6 * BLOCK, configuration));
    }

    private static Optional<Ac3Frame> eac3(BitReader bits, int bsid) throws MalformedInput {
        int type = bits.u(2);
        int substream = bits.u(3);
        int length = (bits.u(11) + 1) * 2;
        int rateCode = bits.u(2);
        int second = bits.u(2);
        if (type == 3 || (rateCode == 3 && second == 3)) {
            return Optional.empty();
        }
        int rate = rateCode == 3 ? RATES[second] / 2 : RATES[rateCode];
        int blocks = rateCode == 3 ? 6 : BLOCKS[second];
        int channelMode = bits.u(3);
        boolean lowEffects = bits.flag();
        int kilobits = (int) ((long) length * 8 * rate / ((long) blocks * BLOCK) / 1_000);
        Ac3Configuration configuration =
                new Ac3Configuration(rate, rateCode, bsid, 0, channelMode, lowEffects, 0, kilobits);
        return Optional.of(new Ac3Frame(true, type == 1, substream, length, blocks * BLOCK, configuration));
    }

    /** Whether an access unit begins with this frame: everything else adds to the one before it. */
    public boolean startsAccessUnit() {
        return !dependent && substream == 0;
    }
}
