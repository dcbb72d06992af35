package dev.sluice.app;

import dev.sluice.amf.AmfLimits;
import dev.sluice.ingest.rtmp.ConnectionLimits;
import dev.sluice.ingest.rtmp.IngestSettings;
import dev.sluice.ingest.rtmp.TrustedNetworks;
import dev.sluice.rtmp.chunk.ChunkLimits;
import dev.sluice.rtmp.session.SessionLimits;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads what the RTMP listener and the parsers behind it are limited by. */
final class IngestReader {
    private static final int MINUTE_MILLIS = 60_000;
    private static final int DAY_MILLIS = 86_400_000;
    private static final long PARTIAL_SHARE = 4;
    private static final long WIRE_FACTOR = 4;

    private final PropertyReader properties;

    IngestReader(PropertyReader properties) {
        this.properties = properties;
    }

    /**
     * The checked settings.
     *
     * @param mediaBitrate bits a second that a publication may have; the wire is held at four times as many
     */
    IngestSettings read(List<String> applications, boolean play, long mediaBitrate) {
        return new IngestSettings(
                Set.copyOf(applications),
                play,
                timeouts(),
                connections(mediaBitrate),
                session(),
                properties.duration("rtmp.read-gather", Duration.ofMillis(20), 0, 1_000),
                trustedProxies());
    }

    private IngestSettings.Timeouts timeouts() {
        Duration handshake = seconds("rtmp.handshake-timeout", 10, MINUTE_MILLIS);
        return new IngestSettings.Timeouts(
                handshake.dividedBy(2),
                handshake,
                seconds("rtmp.connect-timeout", 10, MINUTE_MILLIS),
                seconds("rtmp.publish-timeout", 15, MINUTE_MILLIS),
                seconds("auth.timeout", 5, MINUTE_MILLIS),
                seconds("rtmp.first-media-timeout", 20, DAY_MILLIS),
                seconds("rtmp.media-idle-timeout", 15, DAY_MILLIS),
                seconds("rtmp.write-timeout", 15, 10 * MINUTE_MILLIS));
    }

    private Duration seconds(String name, int otherwise, int maxMillis) {
        return properties.duration(name, Duration.ofSeconds(otherwise), 1_000, maxMillis);
    }

    private ConnectionLimits connections(long mediaBitrate) {
        int connectRate = properties.number("rtmp.connect-rate", 100, 1, 100_000);
        int controlRate = properties.number("rtmp.control-rate", 200, 10, 100_000);
        int commandRate = properties.number("rtmp.command-rate", 20, 1, 10_000);
        return new ConnectionLimits(
                properties.number("rtmp.max-connections", 4096, 1, 1_000_000),
                properties.number("rtmp.max-pending", 2048, 1, 1_000_000),
                properties.number("rtmp.max-pending-per-address", 256, 1, 1_000_000),
                connectRate,
                connectRate * 5,
                controlRate,
                controlRate * 10,
                commandRate,
                commandRate * 5,
                properties.number("rtmp.message-rate", 2000, 100, 1_000_000),
                (int) properties.size("rtmp.write-queue", "1M", "64K", "64M"),
                mediaBitrate * WIRE_FACTOR,
                Runtime.getRuntime().maxMemory() / PARTIAL_SHARE);
    }

    private SessionLimits session() {
        int command = (int) properties.size("rtmp.max-command-size", "64K", "4K", "1M");
        int media = (int) properties.size("rtmp.max-media-size", "8M", "64K", "15M");
        int partial = (int) properties.size("rtmp.max-partial", "12M", "64K", "256M");
        if (partial < media) {
            properties.error("sluice.rtmp.max-partial = " + partial + ": must not be less than"
                    + " sluice.rtmp.max-media-size, which is " + media);
        }
        ChunkLimits chunks = new ChunkLimits(
                properties.number("rtmp.max-chunk-streams", 64, 8, 65_598),
                media,
                (int) properties.size("rtmp.max-data-size", "256K", "4K", "8M"),
                command,
                ChunkLimits.DEFAULT.maxUnpublishedBytes(),
                partial);
        AmfLimits amf = new AmfLimits(
                properties.number("rtmp.amf.max-depth", 32, 4, 128),
                properties.number("rtmp.amf.max-values", 1000, 64, 100_000),
                AmfLimits.DEFAULT.maxDecodedBytes());
        SessionLimits byDefault = SessionLimits.DEFAULT;
        return new SessionLimits(
                chunks,
                amf,
                byDefault.maxMessageStreams(),
                byDefault.maxCommandsBeforePublish(),
                byDefault.acknowledgementWindowBytes());
    }

    private TrustedNetworks trustedProxies() {
        return properties.value(
                "rtmp.proxy-trusted",
                TrustedNetworks.parse(TrustedNetworks.DEFAULT),
                "networks, comma-separated",
                TrustedNetworks.DEFAULT,
                TrustedNetworks::parse);
    }
}
