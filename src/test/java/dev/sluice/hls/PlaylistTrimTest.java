package dev.sluice.hls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaylistTrimTest {
    private static final Slice LIST = Slice.utf8("""
            #EXTM3U
            #EXT-X-VERSION:3
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:10
            #EXT-X-DISCONTINUITY-SEQUENCE:5
            #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:05.678Z
            #EXTINF:2.000000,
            1/10.ts
            #EXT-X-DISCONTINUITY
            #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:07.678Z
            #EXTINF:2.000000,
            2/11.ts
            #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:09.678Z
            #EXTINF:2.000000,
            2/12.ts
            #EXT-X-ENDLIST
            """);

    @Test
    void aCompleteListStaysAsItIs() {
        assertThat(PlaylistTrim.behindMissing(LIST, uri -> false)).contains(LIST);
    }

    @Test
    void theListBeginsBehindTheLastMissingSegment() {
        assertThat(PlaylistTrim.behindMissing(LIST, Set.of("2/11.ts")::contains).map(Slice::toUtf8))
                .contains("""
                        #EXTM3U
                        #EXT-X-VERSION:3
                        #EXT-X-TARGETDURATION:2
                        #EXT-X-MEDIA-SEQUENCE:12
                        #EXT-X-DISCONTINUITY-SEQUENCE:6
                        #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:09.678Z
                        #EXTINF:2.000000,
                        2/12.ts
                        #EXT-X-ENDLIST
                        """);
        assertThat(PlaylistTrim.behindMissing(LIST, Set.of("1/10.ts")::contains).map(Slice::toUtf8))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("MEDIA-SEQUENCE:11\n", "DISCONTINUITY-SEQUENCE:5\n#EXT-X-DISCONTINUITY\n"));
    }

    @Test
    void nothingRemainsWhenTheNewestIsMissing() {
        assertThat(PlaylistTrim.behindMissing(LIST, Set.of("2/12.ts")::contains))
                .isEmpty();
    }
}
