package dev.sluice.container.cmaf;

import dev.sluice.bytes.Slice;
import java.nio.ByteBuffer;

/** How the bytes of an access unit become those of a sample. */
interface SampleForm {
    /** Access units whose bytes are a sample's already. */
    SampleForm AS_IS = new SampleForm() {
        @Override
        public int lengthOf(Slice accessUnit) {
            return accessUnit.length();
        }

        @Override
        public void copy(Slice accessUnit, int length, ByteBuffer out) {
            accessUnit.copyTo(0, out, length);
        }
    };

    /** Bytes of the sample; 0 if there is nothing in the unit that belongs into one. */
    int lengthOf(Slice accessUnit);

    /** Writes the sample; {@code length} is what {@link #lengthOf} said of the same unit. */
    void copy(Slice accessUnit, int length, ByteBuffer out);
}
