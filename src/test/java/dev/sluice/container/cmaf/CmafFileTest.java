package dev.sluice.container.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge itself: what is wrong has to be found. */
class CmafFileTest {
    private final FragmentWriter writer = new FragmentWriter(CmafMedia.AVC);

    @ParameterizedTest
    @ValueSource(strings = {"moof", "mfhd", "traf", "tfhd", "tfdt", "trun", "mdat"})
    void findsSizesThatDoNotSum(String type) {
        Slice good = fragment(0);
        int size = good.toUtf8().indexOf(type) - 1;
        for (int by : new int[] {-1, 1, -4, 4}) {
            assertThatThrownBy(() -> CmafFile.parse(changed(good, size, by)))
                    .as("%s %+d", type, by)
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void findsDataOutsideOfItsBox() {
        Slice good = fragment(0);
        assertThat(CmafFile.parse(good).samples()).hasSize(2);
        int trun = good.toUtf8().indexOf("trun") + 4;
        assertThatThrownBy(() -> CmafFile.parse(changed(good, trun + 11, 1))).hasMessageContaining("samples at");
        assertThatThrownBy(() -> CmafFile.parse(changed(good, trun + 19, 1))).hasMessageContaining("out of the mdat");
        assertThatThrownBy(() -> CmafFile.parse(changed(good, trun + 19, -1))).hasMessageContaining("no sample");
        assertThatThrownBy(() -> CmafFile.parse(good.slice(0, good.length() - 1)))
                .hasMessageContaining("mdat of");
        assertThatThrownBy(() -> CmafFile.parse(changed(good, trun, -1))).hasMessageContaining("version");
    }

    @Test
    void findsGapsBetweenFragments() {
        assertThat(CmafFile.parse(fragment(0), fragment(6_000)).fragments()).hasSize(2);
        assertThatThrownBy(() -> CmafFile.parse(fragment(0), fragment(6_001)).requireContiguous())
                .hasMessageContaining("6001 behind one until 6000");
        assertThatThrownBy(() -> CmafFile.parse(fragment(0), fragment(6_000)).requireContiguous())
                .hasMessageContaining("sequence 1 again");
    }

    private Slice fragment(long base) {
        writer.begin(base);
        writer.add(CmafMedia.picture(base, base, true, 90), base, 3_000);
        writer.add(CmafMedia.picture(base + 3_000, base + 3_000, false, 20), base + 3_000, 3_000);
        return writer.end(1, false);
    }

    private static Slice changed(Slice good, int at, int by) {
        byte[] bytes = good.toArray();
        bytes[at] += (byte) by;
        return Slice.wrap(bytes);
    }
}
