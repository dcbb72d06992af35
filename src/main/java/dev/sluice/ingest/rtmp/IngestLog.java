package dev.sluice.ingest.rtmp;

import dev.sluice.live.CloseReason;
import dev.sluice.live.Fault;
import dev.sluice.live.Publication;
import dev.sluice.live.RefusalObserver;
import dev.sluice.media.TrackId;
import dev.sluice.rtmp.session.ProtocolViolation;
import java.util.Locale;
import org.jboss.logging.Logger;

/** One line per event, with the same words as the metrics. Client texts are cut and stripped of control characters. */
public final class IngestLog {
    private static final Logger LOG = Logger.getLogger("dev.sluice.ingest");
    private static final int MAX_TEXT = 256;

    private final LogThrottle throttle = new LogThrottle();
    private final RefusalObserver refusals;

    /** {@code refusals} hears of each that is logged. */
    public IngestLog(RefusalObserver refusals) {
        this.refusals = refusals;
    }

    void protocolError(String remoteAddress, ProtocolViolation.Kind kind, String detail) {
        throttle.admit(remoteAddress, kind.word(), System.nanoTime())
                .ifPresent(omitted -> LOG.warnf(
                        "event=protocol_error kind=%s remote=%s detail=\"%s\" omitted=%d",
                        kind.word(), remoteAddress, printable(detail), omitted));
    }

    /** A TLS handshake or PROXY header that failed where nobody knows the peer; scanners do little else. */
    void unsecured(Listener listener, String detail) {
        String address = listener.host() + ":" + listener.port();
        throttle.admit(address, "unsecured", System.nanoTime())
                .ifPresent(omitted -> LOG.warnf(
                        "event=tls_refused listener=%s detail=\"%s\" omitted=%d", address, printable(detail), omitted));
    }

    /** A connection that was not let in, or had to give way. */
    void turnedAway(String remoteAddress, CloseReason reason) {
        throttle.admit(remoteAddress, reason.word(), System.nanoTime())
                .ifPresent(omitted -> LOG.warnf(
                        "event=turned_away reason=%s remote=%s omitted=%d", reason.word(), remoteAddress, omitted));
    }

    void faulty(RtmpConnection connection, Publication publication, Fault fault) {
        LOG.warnf(
                "event=limit_exceeded stream=%s epoch=%d reason=%s remote=%s detail=\"%s\"",
                publication.stream().name(),
                publication.epoch(),
                fault.reason().word(),
                connection.remoteAddress(),
                fault.detail());
    }

    void published(RtmpConnection connection, Publication publication) {
        LOG.infof(
                "event=published stream=%s epoch=%d remote=%s keyId=%s software=\"%s\"",
                publication.stream().name(),
                publication.epoch(),
                connection.remoteAddress(),
                publication.publisher().keyId(),
                printable(connection.software()));
    }

    void refused(RtmpConnection connection, CloseReason reason, String detail) {
        refusals.refused(connection.remoteAddress(), reason);
        LOG.infof(
                "event=refused reason=%s remote=%s detail=\"%s\"",
                reason.word(), connection.remoteAddress(), printable(detail));
    }

    /** The publication goes on without this track: the outputs that exist cannot carry its codec. */
    void trackWithheld(RtmpConnection connection, Publication publication, TrackId track, String codecName) {
        LOG.warnf(
                "event=track_withheld stream=%s epoch=%d kind=%s track=%d codec=\"%s\" remote=%s",
                publication.stream().name(),
                publication.epoch(),
                track.kind().name().toLowerCase(Locale.ROOT),
                track.index(),
                printable(codecName),
                connection.remoteAddress());
    }

    void ended(RtmpConnection connection, Publication publication, CloseReason reason) {
        LOG.infof(
                "event=ended stream=%s epoch=%d reason=%s remote=%s",
                publication.stream().name(), publication.epoch(), reason.word(), connection.remoteAddress());
    }

    /** Below INFO: who only connects, such as a port scanner, does not get to write the log. */
    void closed(RtmpConnection connection, CloseReason reason, long lifetimeNanos) {
        LOG.debugf(
                "event=closed reason=%s remote=%s durationMs=%d",
                reason.word(), connection.remoteAddress(), lifetimeNanos / 1_000_000);
    }

    static String printable(String text) {
        String cut = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\"]", "?");
    }
}
