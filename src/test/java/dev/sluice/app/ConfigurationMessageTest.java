package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user who configures nothing gets a running gate; one who errs gets every error at once. */
class ConfigurationMessageTest {
    @Test
    void nothingConfiguredIsTheContractsDefault() throws ConfigurationErrors {
        Settings settings = read(Map.of());
        assertThat(settings.rtmpPort()).isEqualTo(1935);
        assertThat(settings.rtmpHost()).isEqualTo("0.0.0.0");
        assertThat(settings.applications()).containsExactly("live");
        assertThat(settings.resumeWindow()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.hls().segmentTarget()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.dataDirectory()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.hlsDirectory()).isEqualTo(Path.of("data/hls").toAbsolutePath());
        assertThat(settings.demoLoop()).isFalse();
    }

    @Test
    void developmentKeepsItsDataUnderTargetAndRunsTheDemoLoop() throws ConfigurationErrors {
        Settings settings = reader(Map.of()).read(true);
        assertThat(settings.dataDirectory()).isEqualTo(Path.of("target/data").toAbsolutePath());
        assertThat(settings.demoLoop()).isTrue();
    }

    @Test
    void everyErrorIsInOneMessageWithPropertyValueAndRange() {
        assertThatThrownBy(() -> read(Map.of(
                        "sluice.rtmp.port", "70000",
                        "sluice.hls.segment-duration", "soon",
                        "sluice.hls.formats", "dash",
                        "sluice.demo.loop", "yes",
                        "sluice.rtmp.prot", "1935")))
                .isInstanceOf(ConfigurationErrors.class)
                .hasMessageContaining("sluice.rtmp.port = 70000: allowed is")
                .hasMessageContaining("sluice.hls.segment-duration = soon: allowed is 1000ms to 10s")
                .hasMessageContaining("sluice.hls.formats = dash: allowed is cmaf, mpegts, both, or none")
                .hasMessageContaining("sluice.demo.loop = yes")
                .hasMessageContaining("sluice.rtmp.prot: there is no such property")
                .hasMessageStartingWith("The configuration has 5 errors");
    }

    @ParameterizedTest
    @CsvSource({"200ms,200", "2s,2000", "1.5s,1500", "10m,600000", "2h,7200000"})
    void durationsAreReadAsPeopleWriteThem(String text, long millis) {
        assertThat(Durations.parse(text).toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"2", "s", "-2s", "2 s", "1e3s", "PT2S", "9999999999s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBannerIsAlignedAndTheCommandCanBeCopied() {
        String banner = new Banner()
                .line("Watch", "http://x/")
                .line("OBS server", "rtmp://x/live")
                .toString();
        List<String> lines = banner.lines().filter(line -> !line.isBlank()).toList();
        assertThat(lines).containsExactly("  Watch       http://x/", "  OBS server  rtmp://x/live");
        assertThat(Banner.ffmpegCommand("rtmp://x/live/k"))
                .startsWith("ffmpeg -re")
                .endsWith("-f flv 'rtmp://x/live/k'");
    }

    private static Settings read(Map<String, String> properties) throws ConfigurationErrors {
        return reader(properties).read(false);
    }

    private static SettingsReader reader(Map<String, String> properties) {
        return new SettingsReader(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(new HashMap<>(properties), "test", 100))
                .build());
    }
}
