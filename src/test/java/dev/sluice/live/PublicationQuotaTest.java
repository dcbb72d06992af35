package dev.sluice.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.TestMedia;
import dev.sluice.media.TimelineLimits;
import dev.sluice.media.TrackId;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** QUO-1: what an authorised publisher may do, just inside and just outside. */
class PublicationQuotaTest {
    private static final long MILLI = 1_000_000;
    private static final PublicationLimits LIMITS =
            new PublicationLimits(1, 8_000, 10, 1_000, Duration.ofSeconds(60), 2, TimelineLimits.DEFAULT, 3);
    private final PublicationQuota quota = new PublicationQuota(LIMITS, Allowance.UNLIMITED, 0);

    private void video(int bytes, long dtsMillis, long nowMillis) {
        TrackId track = new TrackId(MediaKind.VIDEO, 0);
        quota.frame(new StampedFrame(track, dtsMillis, 0, true, Slice.wrap(new byte[bytes])), nowMillis * MILLI);
    }

    private void second(int bytes, int pictures, long beginMillis, long nowMillis) {
        for (int i = 0; i < pictures; i++) {
            video(bytes / pictures, beginMillis + 1000L * i / pictures, nowMillis + 1000L * i / pictures);
        }
    }

    @Test
    void bitrateIsMeasuredOverTenSeconds() {
        for (int second = 0; second < 30; second++) {
            second(1000, 1, 1000L * second, 1000L * second);
        }
        assertThat(quota.exceeded(30_000 * MILLI)).isEmpty();
        for (int second = 30; second < 51; second++) {
            second(1300, 1, 1000L * second, 1000L * second);
        }
        assertThat(quota.exceeded(51_000 * MILLI))
                .hasValueSatisfying(text -> assertThat(text).contains("8000 bits"));
    }

    @Test
    void aBurstAfterAStallIsMeasuredByItsMediaTime() {
        for (int second = 0; second < 30; second++) {
            video(900, 1000L * second, 30_000 + second);
        }
        assertThat(quota.exceeded(31_000 * MILLI)).isEmpty();
    }

    @Test
    void picturesHaveARate() {
        for (int second = 0; second < 10; second++) {
            second(100, 10, 1000L * second, 1000L * second);
        }
        assertThat(quota.exceeded(10_000 * MILLI)).isEmpty();
        for (int second = 10; second < 13; second++) {
            second(110, 11, 1000L * second, 1000L * second);
        }
        assertThat(quota.exceeded(13_000 * MILLI))
                .hasValueSatisfying(text -> assertThat(text).contains("10 pictures"));
    }

    @Test
    void picturesOfOneTimeStampAreCountedByTheWall() {
        for (int i = 0; i <= 22; i++) {
            video(1, 5, i);
        }
        assertThat(quota.exceeded(23 * MILLI)).isPresent();
    }

    @Test
    void wrappingAndStrayTimeStampsAreNoRate() {
        for (int i = 0; i < 200; i++) {
            long dts = (0xFFFFFFFFL - 5_000 + 100L * i) & 0xFFFFFFFFL;
            video(10, i % 20 == 0 ? 0x70000000L : dts, 100L * i);
        }
        assertThat(quota.exceeded(20_000 * MILLI)).isEmpty();
    }

    @Test
    void configurationsMayChangeSoOften() {
        for (int track = 0; track < 16; track++) {
            quota.configured(new TrackId(MediaKind.AUDIO, track), TestMedia.aac(48_000), 0);
        }
        quota.configured(TrackId.AUDIO, TestMedia.aac(44_100), 0);
        quota.configured(TrackId.AUDIO, TestMedia.aac(48_000), 1_000 * MILLI);
        assertThat(quota.exceeded(1_000 * MILLI)).isEmpty();
        quota.configured(TrackId.AUDIO, TestMedia.aac(44_100), 10_000 * MILLI);
        assertThat(quota.exceeded(10_000 * MILLI)).isEmpty();
        quota.configured(TrackId.AUDIO, TestMedia.aac(48_000), 10_999 * MILLI);
        assertThat(quota.exceeded(11_000 * MILLI))
                .hasValueSatisfying(text -> assertThat(text).contains("2 configurations"));
    }

    @Test
    void aPictureIsSoLarge() {
        quota.configured(TrackId.VIDEO, TestMedia.avc(50, 20), 0);
        assertThat(quota.exceeded(0)).isEmpty();
        quota.configured(TrackId.VIDEO, TestMedia.avc(1_001, 1), 0);
        assertThat(quota.exceeded(0))
                .hasValueSatisfying(text -> assertThat(text).contains("1001x1"));
    }

    @Test
    void aPublicationLastsSoLong() {
        assertThat(quota.exceeded(60_000 * MILLI)).isEmpty();
        assertThat(quota.exceeded(60_001 * MILLI)).isPresent();
        PublicationQuota endless = new PublicationQuota(PublicationLimits.DEFAULT, Allowance.UNLIMITED, 0);
        assertThat(endless.exceeded(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void aKeysOwnLimitsCountWhereTheyAreSmaller() {
        quota.allow(new Allowance(4_000, 40, 30, Duration.ofSeconds(30), Set.of(CodecFamily.H264)));
        quota.configured(TrackId.VIDEO, TestMedia.avc(40, 20), 0);
        for (int second = 0; second < 12; second++) {
            second(490, 1, 1000L * second, 1000L * second);
        }
        assertThat(quota.exceeded(30_000 * MILLI)).isEmpty();
        assertThat(quota.exceeded(30_001 * MILLI))
                .hasValueSatisfying(text -> assertThat(text).contains("30 s"));
    }

    @Test
    void limitsNarrowedWhileLiveCountForWhatFlowsAlready() {
        quota.configured(TrackId.VIDEO, TestMedia.avc(40, 20), 0);
        assertThat(quota.isExceeded()).isFalse();
        quota.allow(new Allowance(Long.MAX_VALUE, 40, 19, Duration.ZERO, Set.of()));
        assertThat(quota.exceeded(0))
                .hasValueSatisfying(text -> assertThat(text).contains("40x20", "19 high"));
    }

    @Test
    void aCodecThatIsNotAllowedIsNamedWithThoseThatAre() {
        quota.allow(new Allowance(Long.MAX_VALUE, 1, 1, Duration.ZERO, Set.of(CodecFamily.H264, CodecFamily.OPUS)));
        quota.configured(TrackId.AUDIO, TestMedia.aac(48_000), 0);
        assertThat(quota.exceeded(0))
                .hasValueSatisfying(text -> assertThat(text).contains("AAC", "h264, opus"));
    }

    @Test
    void theEncoderIsToldWhichLimit() {
        assertThat(new Fault(CloseReason.QUOTA, "longer than 30 s").sentence()).contains("longer than 30 s");
    }

    @Test
    void anEventWindowIsFullAtItsLimitAndForgets() {
        EventWindow window = new EventWindow(2, 10);
        window.record(0);
        assertThat(window.isFull(1)).isFalse();
        window.record(1);
        assertThat(window.isFull(9)).isTrue();
        assertThat(window.isFull(10)).isFalse();
    }

    @Test
    void aBucketFillsEvenlyUpToItsBurst() {
        TokenBucket bucket = new TokenBucket(10, 20, 0);
        assertThat(bucket.tryTake(20, 0)).isTrue();
        assertThat(bucket.tryTake(1, 99 * MILLI)).isFalse();
        assertThat(bucket.tryTake(1, 100 * MILLI)).isTrue();
        assertThat(bucket.tryTake(21, 1_000_000 * MILLI)).isFalse();
        bucket.take(21, 1_000_000 * MILLI);
        assertThat(bucket.owes(1_000_000 * MILLI)).isTrue();
        assertThat(bucket.owes(1_000_100 * MILLI)).isFalse();
    }
}
