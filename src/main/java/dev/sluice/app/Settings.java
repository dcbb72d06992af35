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

/**
 * The configuration of one replica, checked as a whole before anything starts.
 *
 * @param applications RTMP application names that encoders may publish to
 * @param rtmpEnabled whether the port without TLS is open
 * @param proxyProtocol whether connections begin with a PROXY header, on either port
 * @param rtmps the listener with TLS, where one is configured
 * @param outbound the addresses that the service itself calls
 * @param play whether RTMP players are served
 * @param playGather how long messages for players wait for more; zero for none
 * @param dataDirectory what the embedded database and, by default, the volume live under
 * @param formats that every stream is offered in; at least one
 * @param waiting how many viewers' requests may be held
 * @param guesses what guessing keys costs
 * @param playbackSecrets what playback tokens are signed with
 * @param demoLoop whether the bundled clip is published on stream {@code demo} while nobody else does
 * @param newDemoKey whether the embedded database gets another key for stream {@code demo} at this start
 * @param admin who may administer, and how much
 * @param publicRtmpUrl what the pages tell encoders, where it differs from the page's own host
 */
public record Settings(
        String rtmpHost,
        int rtmpPort,
        List<String> applications,
        boolean rtmpEnabled,
        boolean proxyProtocol,
        Optional<RtmpsSettings> rtmps,
        IngestSettings ingest,
        PublicationLimits limits,
        OutboundSettings outbound,
        boolean play,
        Duration playGather,
        Path dataDirectory,
        Path hlsDirectory,
        Set<Format> formats,
        HlsSettings hls,
        RecordingLimits recordings,
        WaitingLimits waiting,
        Duration resumeWindow,
        GuessLimits guesses,
        PlaybackSecrets playbackSecrets,
        boolean demoLoop,
        boolean newDemoKey,
        String nodeAddress,
        AdminSettings admin,
        Optional<String> publicRtmpUrl) {}
