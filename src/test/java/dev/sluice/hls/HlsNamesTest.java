package dev.sluice.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HlsNamesTest {
    @Test
    void everyResourceIsParsedFromItsOwnPath() {
        String longest = "a".repeat(64);
        for (HlsResource resource : List.of(
                new HlsResource.Multivariant("demo"),
                new HlsResource.Multivariant(longest),
                new HlsResource.TsMultivariant("demo"),
                new HlsResource.MediaPlaylist("d-e_m0", Rendition.PROGRAM),
                new HlsResource.MediaPlaylist("d-e_m0", new Rendition(Rendition.Kind.AUDIO, 17)),
                new HlsResource.Init("demo", 3, new Rendition(Rendition.Kind.VIDEO, 0), 2),
                new HlsResource.Segment("demo", 3, new Rendition(Rendition.Kind.VIDEO, 255), 2),
                new HlsResource.Part("demo", 3, new Rendition(Rendition.Kind.AUDIO, 0), 2),
                new HlsResource.Init(
                        longest,
                        999_999_999_999_999_999L,
                        new Rendition(Rendition.Kind.VIDEO, 255),
                        999_999_999_999_999_999L),
                new HlsResource.Poster("demo", 3, 1_700_000_000),
                new HlsResource.Segment("demo", 0, Rendition.PROGRAM, 0),
                new HlsResource.Segment(
                        longest, 999_999_999_999_999_999L, Rendition.PROGRAM, 999_999_999_999_999_999L))) {
            assertThat(HlsNames.parse(resource.path())).contains(resource);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/demo.m3u8",
                "demo.m3u8/",
                "demo.m3u8\n",
                "demo.m3u",
                "Demo.m3u8",
                "-demo.m3u8",
                "ts.m3u8/ts.m3u8",
                "demo/ts.m3u8x",
                "demo/cmaf.m3u8",
                "demo//ts.m3u8",
                "demo/./ts.m3u8",
                "demo/../demo.m3u8",
                "demo/01/1.ts",
                "demo/1/01.ts",
                "demo/1/-1.ts",
                "demo/1/1.TS",
                "demo/1/1.ts?x",
                "demo/.1/1.ts",
                "demo/1/1/1.ts",
                "demo/1/1000000000000000000.ts",
                "demo/1/١.ts",
                "demo\\1\\1.ts",
                "demo%2Fts.m3u8"
            })
    void nothingElseIsAName(String path) {
        assertThat(HlsNames.parse(path)).isEmpty();
    }

    @Test
    void overlongPathsAreRefusedAtOnce() {
        assertThat(HlsNames.parse("a".repeat(65) + ".m3u8")).isEmpty();
        assertThat(HlsNames.parse("a".repeat(1_000_000))).isEmpty();
        assertThat(HlsNames.isStream("a".repeat(65))).isFalse();
    }
}
