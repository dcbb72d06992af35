package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.Secret;
import dev.sluice.rtmp.session.SessionLimits;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    private static Config config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
    }

    private static Settings read(Map<String, String> properties) throws ConfigurationErrors {
        return new SettingsReader(config(properties)).read(false);
    }

    @Test
    void withoutAnyPropertyTheDefaultsHold() throws ConfigurationErrors {
        Settings settings = read(Map.of());
        assertThat(settings.rtmpEnabled()).isTrue();
        assertThat(settings.rtmps()).isEmpty();
        assertThat(settings.ingest().connections().maxPendingPerAddress()).isEqualTo(256);
        assertThat(settings.ingest().timeouts().hello()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.ingest().session()).isEqualTo(SessionLimits.DEFAULT);
        assertThat(settings.limits().bitrate()).isEqualTo(50_000_000);
    }

    @Test
    void limitsFollowTheirProperties() throws ConfigurationErrors {
        Settings settings = read(Map.of(
                "sluice.rtmp.max-media-size", "4M",
                "sluice.rtmp.handshake-timeout", "4s",
                "sluice.limits.publications", "7",
                "sluice.limits.bitrate", "1000000",
                "sluice.rtmps.tls-configuration-name", "edge",
                "sluice.rtmp.enabled", "false"));
        assertThat(settings.ingest().session().chunks().maxMediaBytes()).isEqualTo(4 << 20);
        assertThat(settings.ingest().timeouts().hello()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.limits().publications()).isEqualTo(7);
        assertThat(settings.ingest().connections().wireBitrate()).isEqualTo(4_000_000);
        assertThat(settings.rtmps()).contains(new RtmpsSettings(1936, "edge", Duration.ofSeconds(10)));
    }

    @Test
    void everyErrorIsInOneMessageWithItsRange() {
        assertThatThrownBy(() -> read(Map.of(
                        "sluice.rtmp.max-pending", "0",
                        "sluice.rtmp.max-media-size", "16M",
                        "sluice.rtmp.proxy-trusted", "10.0.0.0/99",
                        "sluice.limits.fps", "many",
                        "sluice.rtmp.enabled", "false",
                        "sluice.rtmp.max-pendig", "1")))
                .isInstanceOf(ConfigurationErrors.class)
                .hasMessageContaining("6 errors")
                .hasMessageContaining("sluice.rtmp.max-pending = 0: allowed is 1 to 1000000")
                .hasMessageContaining("sluice.rtmp.max-media-size = 16M: allowed is 64K to 15M")
                .hasMessageContaining("sluice.rtmp.proxy-trusted = 10.0.0.0/99")
                .hasMessageContaining("sluice.limits.fps = many")
                .hasMessageContaining("nothing would listen")
                .hasMessageContaining("sluice.rtmp.max-pendig: there is no such property");
    }

    @Test
    void tok1ASecretThatIsTooShortEndsTheStartAndIsNotTold() {
        assertThatThrownBy(() -> read(Map.of(
                        "sluice.playback.secrets", "a:0123456789abcdef0123456789abcdef,b:tooshort",
                        "sluice.limits.fps", "many")))
                .hasMessageContaining("2 errors")
                .hasMessageContaining("sluice.playback.secrets = [redacted]: allowed is")
                .hasMessageNotContaining("tooshort")
                .hasMessageNotContaining("0123456789abcdef");
    }

    @Test
    void adm2TheTokenIsReadAndNeverShown() throws ConfigurationErrors {
        assertThat(read(Map.of()).admin().token()).isEmpty();
        assertThat(read(Map.of("sluice.admin.token", " swordfish ")).admin().token())
                .contains(new Secret("swordfish"));
        assertThatThrownBy(() -> read(Map.of("sluice.admin.token", "sword fish")))
                .hasMessageContaining("sluice.admin.token = [redacted]: allowed is 1 to 512 visible ASCII characters")
                .hasMessageNotContaining("fish");
        assertThat(read(Map.of("sluice.admin.token", "swordfish")).toString()).doesNotContain("swordfish");
    }

    @Test
    void limitsMustNotContradictEachOther() {
        assertThatThrownBy(() -> read(Map.of("sluice.rtmp.max-partial", "4M")))
                .hasMessageContaining("must not be less than sluice.rtmp.max-media-size");
    }

    /** {@code docs/limits.md} names every limit with the default and the range that the program has. */
    @Test
    void theTableOfLimitsIsWhatTheProgramKnows() throws ConfigurationErrors, IOException {
        SettingsReader reader = new SettingsReader(config(Map.of()));
        reader.read(false);
        List<String> known = reader.properties().stream()
                .filter(property -> property.name()
                        .matches("sluice\\.(rtmp|rtmps|limits|auth|admin|api|events|hls\\.waiting)\\..*"))
                .map(property -> "| `" + property.name() + "` | " + property.byDefault() + " | " + property.range())
                .toList();
        List<String> documented = Files.readAllLines(Path.of("docs/limits.md")).stream()
                .filter(line -> line.startsWith("| `sluice."))
                .map(line -> line.substring(0, line.indexOf(" |", line.indexOf(" |", line.indexOf(" |") + 1) + 1)))
                .toList();
        assertThat(new TreeSet<>(documented)).isEqualTo(new TreeSet<>(known));
        assertThat(documented).doesNotHaveDuplicates();
    }
}
