package dev.sluice.container.cmaf;

import static dev.sluice.container.cmaf.CmafMedia.frame;
import static dev.sluice.container.cmaf.CmafMedia.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FragmentWriterTest {
    private final FragmentWriter video = new FragmentWriter(CmafMedia.AVC);
    private final FragmentWriter sound = new FragmentWriter(CmafMedia.AAC);

    @Test
    void tellsWhatSamplesHaveInCommonOnce() {
        video.begin(9_000);
        video.add(picture(9_000, 9_000, true, 90), 9_000, 3_000);
        video.add(picture(12_000, 12_000, false, 20), 12_000, 3_000);
        video.add(picture(15_000, 15_000, false, 30), 15_000, 3_000);
        assertThat(BoxDump.of(video.end(7, true))).isEqualTo("""
                        styp 24 msdh msdhcmfs
                        moof 112
                          mfhd 16 sequence=7
                          traf 88
                            tfhd 24 v0 flags=20028 track=1 3000 1010000
                            tfdt 20 v1 flags=0 base=9000
                            trun 36 v1 flags=205 samples=3 data=120 first=2000000 90 20 30
                        mdat 148 %s…
                        """.formatted("0000005665" + "ab".repeat(59)));
    }

    @Test
    void tellsWhatSamplesDifferInOneByOne() {
        video.begin(0);
        video.add(picture(0, 6_000, true, 90), 0, 3_000);
        video.add(picture(3_000, 3_000, false, 20), 3_000, 3_001);
        video.add(picture(6_001, 6_000, true, 30), 6_001, 3_000);
        video.add(picture(9_001, 9_001, false, 40), 9_001, 3_000);
        assertThat(BoxDump.of(video.end(8, false)))
                .contains("tfhd 16 v0 flags=20000 track=1\n")
                .contains("trun 84 v1 flags=f01 samples=4 data=160 3000,90,2000000,6000 "
                        + "3001,20,1010000,0 3000,30,2000000,-1 3000,40,1010000,0\n");
    }

    @Test
    void soundNeedsNoMoreThanSizes() {
        sound.begin(1_024);
        sound.add(frame(1_024, 10), 1_024, 1_024);
        sound.add(frame(2_048, 11), 2_048, 1_024);
        assertThat(BoxDump.of(sound.end(1, false))).isEqualTo("""
                        moof 104
                          mfhd 16 sequence=1
                          traf 80
                            tfhd 24 v0 flags=20028 track=1 1024 2000000
                            tfdt 20 v1 flags=0 base=1024
                            trun 28 v1 flags=201 samples=2 data=112 10 11
                        mdat 29 %s
                        """.formatted("cd".repeat(21)));
        sound.begin(3_072);
        sound.add(frame(3_072, 10), 3_072, 1_024);
        sound.add(frame(4_096, 10), 4_096, 1_024);
        assertThat(BoxDump.of(sound.end(2, false))).contains("trun 20 v1 flags=1 samples=2 data=108\n");
    }

    @Test
    void keepsThePresentationTimeWhereDecodingIsPlacedElsewhere() {
        video.begin(9_003);
        video.add(picture(9_000, 12_000, true, 90), 9_003, 2_997);
        video.add(picture(12_000, 9_500, false, 90), 12_000, 3_000);
        List<CmafFile.Sample> samples = samples(video.end(1, false));
        assertThat(samples).extracting(CmafFile.Sample::dts).containsExactly(9_003L, 12_000L);
        assertThat(samples).extracting(CmafFile.Sample::pts).containsExactly(12_000L, 9_500L);
        assertThat(samples).extracting(CmafFile.Sample::isSync).containsExactly(true, false);
    }

    @Test
    void soundIsPresentedWhenItIsDecoded() {
        sound.begin(1_000);
        sound.add(frame(1_003, 10), 1_000, 1_024);
        assertThat(samples(sound.end(1, false)))
                .extracting(CmafFile.Sample::offset)
                .containsExactly(0);
    }

    @Test
    void decodeTimesHave64Bits() {
        long afterYears = (1L << 40) + 5;
        video.begin(afterYears);
        video.add(picture(afterYears, afterYears + 90, true, 90), afterYears, 3_000);
        CmafFile.Sample sample = samples(video.end(1, false)).get(0);
        assertThat(sample.dts()).isEqualTo(afterYears);
        assertThat(sample.pts()).isEqualTo(afterYears + 90);
    }

    @Test
    void aUnitOfWhichNothingIsLeftGivesItsTimeToTheSampleBefore() {
        AccessUnit delimiter =
                new AccessUnit(CmafMedia.AVC, 0, 0, false, CmafMedia.prefixed(4, Slice.hex("09f0"), CmafMedia.AVC_SPS));
        video.begin(0);
        video.add(delimiter, 0, 3_000);
        video.add(picture(3_000, 3_000, true, 90), 3_000, 3_000);
        video.add(delimiter, 6_000, 3_000);
        video.add(picture(9_000, 9_000, false, 90), 9_000, 3_000);
        assertThat(video.samples()).isEqualTo(2);
        assertThat(samples(video.end(1, false)))
                .extracting(CmafFile.Sample::dts, CmafFile.Sample::duration)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3_000L, 6_000L),
                        org.assertj.core.groups.Tuple.tuple(9_000L, 3_000L));
    }

    @Test
    void fragmentsFollowOneAnotherWithEverySampleAsItWas() {
        Random random = new Random(5);
        List<Slice> pieces = new ArrayList<>(List.of(CmafInit.write(CmafMedia.AVC)));
        List<AccessUnit> units = new ArrayList<>();
        long dts = 77_000;
        for (int fragment = 1; fragment <= 20; fragment++) {
            video.begin(dts);
            int count = 1 + random.nextInt(200);
            for (int i = 0; i < count; i++) {
                int duration = 1 + random.nextInt(6_000);
                long pts = dts + random.nextInt(9_000) - 2_000;
                AccessUnit unit = picture(dts, pts, random.nextInt(20) == 0, 6 + random.nextInt(3_000));
                video.add(unit, dts, duration);
                units.add(unit);
                dts += duration;
            }
            long payload = video.payloadLength();
            Slice bytes = video.end(fragment, fragment % 4 == 1);
            assertThat(payload).isBetween(bytes.length() - 24L - 4_000, bytes.length() - 100L);
            pieces.add(bytes);
        }
        CmafFile file = CmafFile.parse(pieces.toArray(new Slice[0])).requireContiguous();
        assertThat(file.fragments()).hasSize(20);
        List<CmafFile.Sample> samples = file.samples();
        assertThat(samples).hasSameSizeAs(units);
        for (int i = 0; i < units.size(); i++) {
            AccessUnit unit = units.get(i);
            CmafFile.Sample sample = samples.get(i);
            assertThat(sample.dts()).isEqualTo(unit.dts());
            assertThat(sample.pts()).isEqualTo(unit.pts());
            assertThat(sample.isSync()).isEqualTo(unit.randomAccess());
            assertThat(sample.data()).isEqualTo(unit.data());
        }
    }

    @Test
    void refusesWhatWouldTellWrongTimes() {
        assertThatThrownBy(() -> video.add(picture(0, 0, true, 90), 0, 1)).hasMessageContaining("is open");
        assertThatThrownBy(() -> video.end(1, false)).hasMessageContaining("no fragment");
        assertThatThrownBy(() -> video.begin(-1)).isInstanceOf(IllegalStateException.class);
        video.begin(100);
        assertThatThrownBy(() -> video.begin(100)).hasMessageContaining("has not ended");
        assertThatThrownBy(() -> video.end(1, false)).hasMessageContaining("without samples");
        assertThatThrownBy(() -> video.add(frame(100, 5), 100, 1)).hasMessageContaining("AUDIO");
        assertThatThrownBy(() -> video.add(picture(0, 0, true, 90), 99, 1)).hasMessageContaining("99 after");
        assertThatThrownBy(() -> video.add(picture(0, 0, true, 90), 100, 0)).hasMessageContaining("duration");
        assertThatThrownBy(() -> video.add(picture(0, 1L << 40, true, 90), 100, 1))
                .hasMessageContaining("from decoding");
        assertThat(video.samples()).isZero();
        Track other = new Track(new TrackId(MediaKind.VIDEO, 1), (Codec.Video) CmafMedia.AVC.codec());
        AccessUnit ofAnother = new AccessUnit(other, 100, 100, true, CmafMedia.slice(true, 9));
        assertThatThrownBy(() -> video.add(ofAnother, 100, 1)).hasMessageContaining("is open");
    }

    private static List<CmafFile.Sample> samples(Slice fragment) {
        return CmafFile.parse(fragment).samples();
    }
}
