package dev.sluice.hooks.http;

import dev.sluice.hooks.CircuitBreaker;
import dev.sluice.hooks.HookMessage;
import dev.sluice.hooks.HookObserver;
import dev.sluice.hooks.HookOutcome;
import dev.sluice.hooks.HookQueue;
import dev.sluice.hooks.HookSecret;
import dev.sluice.outbound.OutboundClient;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Delivers messages one after the other, each a few times; whoever adds one only puts it into the queue. All state
 * belongs to one event loop, which never waits.
 */
public final class HookSender implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("dev.sluice.hooks");

    private final Context loop;
    private final Vertx vertx;
    private final OutboundClient client;
    private final HookSecret secret;
    private final HookQueue queue;
    private final HookObserver observer;
    private final HookPacing pacing;
    private final InstantSource clock;
    private final CircuitBreaker breaker;
    private Optional<HookMessage> current = Optional.empty();
    private int tries;
    private volatile boolean closed;

    /** Messages of {@code queue} go out through {@code client}, which this closes in the end. */
    public HookSender(
            Vertx vertx,
            OutboundClient client,
            HookSecret secret,
            HookQueue queue,
            HookObserver observer,
            HookPacing pacing,
            InstantSource clock) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.client = client;
        this.secret = secret;
        this.queue = queue;
        this.observer = observer;
        this.pacing = pacing;
        this.clock = clock;
        this.breaker = new CircuitBreaker(pacing.tolerated(), pacing.rest().toNanos());
    }

    /** Queues a message; any thread. */
    public void send(HookMessage message) {
        queue.add(message);
        loop.runOnContext(now -> next());
    }

    /** What still waits is lost. */
    @Override
    public void close() {
        closed = true;
        client.close();
    }

    private void next() {
        if (current.isEmpty() && !closed) {
            tries = 0;
            current = queue.poll();
            current.ifPresent(message -> attemptAfter(0));
        }
    }

    private void attemptAfter(long pauseNanos) {
        long nanos = Math.max(pauseNanos, breaker.waitNanos(System.nanoTime()));
        if (nanos <= 0) {
            current.ifPresent(this::attempt);
        } else {
            vertx.setTimer(
                    Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)),
                    timer -> loop.runOnContext(now -> current.ifPresent(this::attempt)));
        }
    }

    private void attempt(HookMessage message) {
        if (closed) {
            return;
        }
        tries++;
        String body = HookJson.write(message);
        // Of the attempt and not of the event: receivers refuse what is minutes old.
        long unixSeconds = clock.instant().getEpochSecond();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("content-type", "application/json")
                .add("user-agent", "sluice")
                .add("webhook-id", message.id())
                .add("webhook-timestamp", Long.toString(unixSeconds))
                .add("webhook-signature", secret.sign(message.id(), unixSeconds, body));
        var unused = client.post(headers, Buffer.buffer(body))
                .onComplete(answer -> loop.runOnContext(now -> {
                    if (answer.succeeded() && answer.result().isSuccess()) {
                        delivered();
                    } else {
                        failed(
                                answer.succeeded()
                                        ? "status " + answer.result().status()
                                        : String.valueOf(answer.cause().getMessage()));
                    }
                }));
    }

    private void delivered() {
        if (breaker.succeeded()) {
            LOG.infof("event=hooks_resumed waiting=%d", queue.size());
        }
        finish(HookOutcome.DELIVERED);
    }

    private void failed(String cause) {
        if (breaker.failed(System.nanoTime())) {
            LOG.warnf(
                    "event=hooks_suspended cause=\"%s\" tries=%d retrySeconds=%d",
                    cause, pacing.tolerated(), pacing.rest().toSeconds());
        }
        if (tries >= pacing.tries()) {
            finish(HookOutcome.FAILED);
        } else {
            long pauseNanos = pacing.pause().toNanos() << (tries - 1);
            // Up to a quarter longer, so that replicas do not come back in step.
            attemptAfter(pauseNanos + ThreadLocalRandom.current().nextLong(pauseNanos / 4 + 1));
        }
    }

    private void finish(HookOutcome outcome) {
        observer.handled(outcome);
        current = Optional.empty();
        next();
    }
}
