package dev.sluice.media.vp9;

import dev.sluice.bytes.BitReader;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.Optional;

/**
 * What the uncompressed header of a key frame says (VP9 bitstream specification §6.2).
 *
 * @param subsampling chroma_subsampling as vpcC has it: 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4
 */
public record Vp9Picture(int profile, int bitDepth, int subsampling, boolean fullRange, int width, int height) {
    private static final int FRAME_MARKER = 2;
    private static final int SYNC_CODE = 0x498342;
    private static final int COLOUR_SPACE_RGB = 7;

    /**
     * The key frame that {@code frame}, or the first frame of that superframe, is; empty if it is another
     * one. A decoder can start at a key frame only.
     */
    public static Optional<Vp9Picture> ofKeyFrame(Slice frame) throws MalformedInput {
        BitReader bits = new BitReader(frame);
        if (bits.u(2) != FRAME_MARKER) {
            throw new MalformedInput("no VP9 frame");
        }
        int profile = bits.u(1) | bits.u(1) << 1;
        if (profile == 3) {
            bits.skip(1);
        }
        boolean showsExisting = bits.flag();
        if (showsExisting || bits.flag()) {
            return Optional.empty();
        }
        bits.skip(2);
        if (bits.u(24) != SYNC_CODE) {
            throw new MalformedInput("VP9 key frame without sync code");
        }
        int depth = profile < 2 ? 8 : bits.flag() ? 12 : 10;
        int subsampling = 1;
        boolean fullRange = true;
        boolean oddProfile = (profile & 1) == 1;
        if (bits.u(3) == COLOUR_SPACE_RGB) {
            subsampling = 3;
            bits.skip(oddProfile ? 1 : 0);
        } else {
            fullRange = bits.flag();
            if (oddProfile) {
                boolean halfWidth = bits.flag();
                boolean halfHeight = bits.flag();
                subsampling = halfWidth ? halfHeight ? 1 : 2 : 3;
                bits.skip(1);
            }
        }
        int width = bits.u(16) + 1;
        int height = bits.u(16) + 1;
        return Optional.of(new Vp9Picture(profile, depth, subsampling, fullRange, width, height));
    }
}
