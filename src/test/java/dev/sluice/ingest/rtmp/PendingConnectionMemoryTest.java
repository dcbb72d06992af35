package dev.sluice.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.delivery.rtmp.PlaySettings;
import dev.sluice.delivery.rtmp.RtmpPlayers;
import dev.sluice.live.Authorization;
import dev.sluice.live.Claim;
import dev.sluice.live.CloseReason;
import dev.sluice.live.LiveObserver;
import dev.sluice.live.LiveSettings;
import dev.sluice.live.LiveStreams;
import dev.sluice.live.Publication;
import dev.sluice.live.StreamClaims;
import dev.sluice.live.StreamName;
import dev.sluice.rtmp.session.SessionLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.impl.NetSocketInternal;
import java.lang.ref.Reference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * NET-4: what a connection costs before anybody has shown a key: the heap that is ours, without the socket, its channel
 * and their buffers, which {@code IdleConnectionsIT} measures from outside with the rest.
 */
class PendingConnectionMemoryTest {
    private static final int CONNECTIONS = 500;
    private static final long MOST_BYTES = 8 * 1024;
    private static final int HELLO = 1 + 1536;

    private final Vertx vertx = Vertx.vertx();
    private final Ingest ingest = ingest(vertx);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void net4ASilentConnectionCostsLessThanEightKibibytes() {
        assertCostsLittle("silent", connection -> {});
    }

    @Test
    void net4AHandshakenConnectionCostsLessThanEightKibibytes() {
        assertCostsLittle("handshaken", connection -> {
            connection.read(hello(HELLO));
            connection.read(Buffer.buffer(new byte[1536]));
        });
    }

    @Test
    void net4AHandshakeInSingleBytesCostsLessThanEightKibibytes() {
        assertCostsLittle("dripping", connection -> {
            connection.read(hello(1));
            for (int i = 1; i < HELLO - 1; i++) {
                connection.read(Buffer.buffer(new byte[1]));
            }
        });
    }

    private static Buffer hello(int length) {
        byte[] bytes = new byte[length];
        bytes[0] = 3;
        return Buffer.buffer(bytes);
    }

    private void assertCostsLittle(String name, Consumer<RtmpConnection> life) {
        // The first ones load classes.
        List<RtmpConnection> kept = new ArrayList<>(live(20, life));
        long each;
        try {
            long before = usedBytes();
            kept.addAll(live(CONNECTIONS, life));
            each = (usedBytes() - before) / CONNECTIONS;
        } finally {
            Reference.reachabilityFence(kept);
        }
        System.out.printf("heap of a %s connection: %d bytes%n", name, each);
        assertThat(each).isBetween(500L, MOST_BYTES);
    }

    private List<RtmpConnection> live(int count, Consumer<RtmpConnection> life) {
        Context loop = vertx.getOrCreateContext();
        List<RtmpConnection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String address = "10.0." + i / 250 + "." + i % 250;
            RtmpConnection connection = new RtmpConnection(new NoSocket().proxy(), loop, ingest, address, gone -> {});
            connection.begin();
            life.accept(connection);
            assertThat(connection.isClosed()).isFalse();
            connections.add(connection);
        }
        return connections;
    }

    private static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static Ingest ingest(Vertx vertx) {
        LiveStreams streams = new LiveStreams(
                new LiveSettings(Duration.ofSeconds(30), Duration.ofSeconds(5)),
                new NoClaims(),
                List.of(),
                new NoObserver(),
                (delay, task) -> () -> {},
                () -> Instant.EPOCH,
                System::nanoTime);
        ConnectionLimits limits = new ConnectionLimits(
                10_000, 10_000, 10_000, 10_000, 10_000, 200, 2000, 20, 100, 2000, 1 << 20, 200_000_000, 256 << 20);
        return new Ingest(
                vertx,
                new IngestSettings(
                        Set.of("live"),
                        true,
                        IngestSettings.Timeouts.DEFAULT,
                        limits,
                        SessionLimits.DEFAULT,
                        TrustedNetworks.parse(TrustedNetworks.DEFAULT)),
                attempt -> CompletableFuture.completedFuture(new Authorization.Denied(CloseReason.KEY_UNKNOWN)),
                streams,
                new RtmpPlayers(
                        PlaySettings.of(Duration.ZERO, 65_536), (delay, task) -> () -> {}, (stream, token) -> true),
                new IngestTotals(),
                new IngestLog((address, reason) -> {}),
                new Protection(limits),
                new SplittableRandom(1));
    }

    /** Takes everything and says nothing. */
    private record NoSocket() {
        NetSocketInternal proxy() {
            return (NetSocketInternal) Proxy.newProxyInstance(
                    NetSocketInternal.class.getClassLoader(),
                    new Class<?>[] {NetSocketInternal.class},
                    (self, method, arguments) -> {
                        if (method.getReturnType() == Future.class) {
                            return Future.succeededFuture();
                        }
                        return method.getReturnType().isInstance(self) ? self : null;
                    });
        }
    }

    private record NoClaims() implements StreamClaims {
        @Override
        public CompletionStage<Optional<Claim>> claim(StreamName stream) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public void release(Claim claim) {}
    }

    private record NoObserver() implements LiveObserver {
        @Override
        public void published(Publication publication) {}

        @Override
        public void ended(Publication publication, CloseReason reason) {}

        @Override
        public void finished(StreamName stream) {}

        @Override
        public void takenOver(StreamName stream, boolean fight) {}
    }
}
