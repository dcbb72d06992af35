package dev.sluice.app;

import dev.sluice.access.PlaybackSecrets;
import dev.sluice.delivery.http.WaitingLimits;
import dev.sluice.hls.Format;
import dev.sluice.hls.HlsSettings;
import dev.sluice.ingest.rtmp.IngestSettings;
import dev.sluice.live.PublicationLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Reads {@link Settings} and collects every error instead of stopping at the first. */
final class SettingsReader extends PropertyReader {
    private static final Pattern APPLICATION = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    SettingsReader(Config config) {
        super(config);
    }

    /**
     * The checked settings.
     *
     * @param development whether the program runs under {@code quarkus:dev}
     */
    Settings read(boolean development) throws ConfigurationErrors {
        Path data = value("data.directory", Path.of(development ? "target/data" : "data"), "a directory", Path::of);
        Path volume = value("hls.directory", data.resolve("hls"), "a directory", Path::of);
        HlsReader hls = new HlsReader(this);
        Set<Format> formats = hls.formats();
        HlsSettings segments = hls.settings();
        RecordingLimits recordings = hls.recordings();
        WaitingLimits waiting = hls.waiting();
        Duration resume = duration("hls.resume-window", Duration.ofSeconds(30), 0, 600_000);
        String host = value("rtmp.host", "0.0.0.0", "an address to listen on", text -> check(text, !text.isBlank()));
        int port = value("rtmp.port", 1935, "0 to 65535", text -> inRange(Integer.parseInt(text), 0, 65_535));
        List<String> applications = value("rtmp.apps", List.of("live"), "names, comma-separated", this::applications);
        boolean play = value("rtmp.play", true, "true or false", this::flag);
        Duration gather = duration("rtmp.play-gather", Duration.ofMillis(5), 0, 1_000);
        GuessLimits guesses = new GuessLimits(
                number("auth.failures-per-minute", 10, 1, 10_000),
                number("auth.lookups-per-second", 200, 1, 100_000),
                duration("auth.reconnect-cache", Duration.ofSeconds(60), 0, 600_000));
        PlaybackSecrets secrets = secret(
                        "playback.secrets",
                        "id:secret, comma-separated, ids all different, each secret of 32 to 256 printable characters",
                        text -> PlaybackSecrets.parse(text).isPresent())
                .flatMap(text -> PlaybackSecrets.parse(text.reveal()))
                .orElse(PlaybackSecrets.NONE);
        boolean demo = value("demo.loop", development, "true or false", this::flag);
        boolean newDemoKey = value("demo.new-key", false, "true or false", this::flag);
        String node = value("node.address", "127.0.0.1", "an address", text -> check(text, !text.isBlank()));
        Optional<String> publicUrl = value(
                "public.rtmp-url", Optional.empty(), "rtmp://host/live", text -> check(Optional.of(text), rtmp(text)));
        // Read by the pages themselves.
        acknowledge("sluice.web.embed-ancestors");
        // Read where the rest of the datasource is.
        acknowledge("sluice.database.password-file");
        boolean plain = flag("rtmp.enabled", true);
        boolean proxyProtocol = flag("rtmp.proxy-protocol", false);
        Optional<RtmpsSettings> rtmps = rtmps();
        if (!plain && rtmps.isEmpty()) {
            error("sluice.rtmp.enabled = false: needs sluice.rtmps.tls-configuration-name, or nothing would listen");
        }
        PublicationLimits limits = new PublicationReader(this).read();
        IngestSettings ingest = new IngestReader(this).read(applications, play, limits.bitrate());
        AdminSettings admin = new AdminReader(this).read();
        OutboundSettings outbound = new OutboundReader(this).read();
        finish();
        return new Settings(
                host,
                port,
                applications,
                plain,
                proxyProtocol,
                rtmps,
                ingest,
                limits,
                outbound,
                play,
                gather,
                data.toAbsolutePath(),
                volume.toAbsolutePath(),
                formats,
                segments,
                recordings,
                waiting,
                resume,
                guesses,
                secrets,
                demo,
                newDemoKey,
                node,
                admin,
                publicUrl);
    }

    private Optional<RtmpsSettings> rtmps() {
        int port = number("rtmps.port", 1936, 0, 65_535);
        Duration handshake = duration("rtmps.handshake-timeout", Duration.ofSeconds(10), 1_000, 60_000);
        Optional<String> name = value(
                "rtmps.tls-configuration-name",
                Optional.empty(),
                "the name of a quarkus.tls configuration",
                text -> check(Optional.of(text), !text.isBlank()));
        return name.map(named -> new RtmpsSettings(port, named, handshake));
    }

    private List<String> applications(String text) {
        List<String> names = Stream.of(text.split(",")).map(String::strip).toList();
        return check(
                names, names.stream().allMatch(name -> APPLICATION.matcher(name).matches()));
    }

    private static boolean rtmp(String text) {
        return text.startsWith("rtmp://") || text.startsWith("rtmps://");
    }
}
