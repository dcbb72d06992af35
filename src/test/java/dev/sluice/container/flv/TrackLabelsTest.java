package dev.sluice.container.flv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.amf.AmfValue;
import dev.sluice.media.MediaKind;
import dev.sluice.media.TrackId;
import dev.sluice.media.TrackLabel;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackLabelsTest {
    private static final TrackId SECOND = new TrackId(MediaKind.AUDIO, 1);

    @Test
    void namesAndLanguagesAreReadForEachTrack() {
        AmfValue metadata = AmfValue.object(Map.entry(
                "audioTrackIdInfoMap",
                AmfValue.object(
                        Map.entry("0", AmfValue.object(Map.entry("language", AmfValue.of("en")))),
                        Map.entry(
                                "1",
                                AmfValue.object(
                                        Map.entry("title", AmfValue.of("Commentary")),
                                        Map.entry("language", AmfValue.of("pt-BR")))))));
        assertThat(TrackLabels.read(metadata))
                .containsOnly(
                        Map.entry(TrackId.AUDIO, new TrackLabel("", "en")),
                        Map.entry(SECOND, new TrackLabel("Commentary", "pt-BR")));
    }

    @Test
    void whatWouldBreakAPlaylistIsLeftOut() {
        AmfValue metadata = AmfValue.object(Map.entry(
                "audioTrackIdInfoMap",
                AmfValue.object(
                        Map.entry(
                                "1",
                                AmfValue.object(
                                        Map.entry("name", AmfValue.of("a\"b\n#EXT" + "x".repeat(100))),
                                        Map.entry("language", AmfValue.of("not a language")))),
                        Map.entry("256", AmfValue.object(Map.entry("name", AmfValue.of("too far")))),
                        Map.entry("first", AmfValue.object(Map.entry("name", AmfValue.of("no number")))))));
        assertThat(TrackLabels.read(metadata).keySet()).containsExactly(SECOND);
        TrackLabel label = TrackLabels.read(metadata).get(SECOND);
        assertThat(label.name()).startsWith("ab#EXT").hasSize(64);
        assertThat(label.language()).isEmpty();
    }

    @Test
    void metadataWithoutTracksSaysNothing() {
        assertThat(TrackLabels.read(AmfValue.object(Map.entry("width", AmfValue.of("1280")))))
                .isEmpty();
        assertThat(TrackLabels.read(AmfValue.of("onMetaData"))).isEmpty();
    }
}
