package dev.sluice.k8s;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What image, compose file and manifests take for granted about the program: the ports, paths and setting names of the
 * product's contract. A change here is a change for everybody who runs Sluice.
 */
final class ProgramContract {
    static final int RTMP = 1935;
    static final int RTMPS = 1936;
    static final int HTTP = 8080;
    static final int MANAGEMENT = 9000;

    static final String STARTED = "/q/health/started";
    static final String LIVE = "/q/health/live";
    static final String READY = "/q/health/ready";

    static final long UID = 10001;
    static final String DATA_DIRECTORY = "/var/lib/sluice";
    static final String HLS_DIRECTORY = DATA_DIRECTORY + "/hls";

    /** Hand-over of publishers and last answers take 30 s; nothing may end the process before that. */
    static final int DRAIN_SECONDS = 30;

    private static final Set<String> PROPERTIES = Set.of(
            "sluice.roles",
            "sluice.rtmp.port",
            "sluice.rtmp.host",
            "sluice.rtmp.apps",
            "sluice.rtmp.play",
            "sluice.rtmp.proxy-protocol",
            "sluice.rtmps.port",
            "sluice.rtmps.tls-configuration-name",
            "sluice.data.directory",
            "sluice.hls.directory",
            "sluice.hls.formats",
            "sluice.hls.segment-duration",
            "sluice.hls.part-duration",
            "sluice.hls.low-latency",
            "sluice.hls.window",
            "sluice.hls.resume-window",
            "sluice.hls.dvr-window",
            "sluice.admin.token",
            "sluice.playback.secrets",
            "sluice.node.address",
            "quarkus.http.port",
            "quarkus.management.port",
            "quarkus.datasource.reactive.url",
            "quarkus.datasource.username",
            "quarkus.datasource.password",
            "quarkus.vertx.cache-directory");

    private ProgramContract() {}

    /** The settings as environment variables: upper case, everything but letters and digits an underscore. */
    static Set<String> environmentVariables() {
        return PROPERTIES.stream()
                .map(property -> property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                .collect(Collectors.toSet());
    }

    /** The program's own settings as the packaged service sees them: {@code %prod} wins over the plain name. */
    static Map<String, String> productionSettings() throws IOException {
        Properties properties = new Properties();
        Path file = Path.of("src/main/resources/application.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        String production = "%prod.";
        return properties.stringPropertyNames().stream()
                .filter(name -> !name.startsWith("%") || name.startsWith(production))
                .sorted((a, b) -> Boolean.compare(a.startsWith(production), b.startsWith(production)))
                .collect(Collectors.toMap(
                        name -> name.startsWith(production) ? name.substring(production.length()) : name,
                        properties::getProperty,
                        (plain, profiled) -> profiled));
    }
}
