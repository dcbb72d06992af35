package dev.sluice.ingest.rtmp;

import dev.sluice.delivery.rtmp.RtmpPlayers;
import dev.sluice.live.LiveStreams;
import dev.sluice.live.PublishAuthorizer;
import io.vertx.core.Vertx;
import java.util.random.RandomGenerator;

/**
 * What every connection of a replica shares.
 *
 * @param protection what keeps many connections from harming the rest
 * @param random for the handshake's filler; need not be secure
 */
public record Ingest(
        Vertx vertx,
        IngestSettings settings,
        PublishAuthorizer authorizer,
        LiveStreams streams,
        RtmpPlayers players,
        IngestTotals totals,
        IngestLog log,
        Protection protection,
        RandomGenerator random) {}
