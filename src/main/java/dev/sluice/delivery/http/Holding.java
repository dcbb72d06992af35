package dev.sluice.delivery.http;

import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Puts requests into the waiting room, or tells them why not. */
final class Holding {
    private static final int TARGETS = 3;

    private final LiveShelf shelf;
    private final DeliveryTotals totals;
    private final TokenCheck tokens;

    Holding(LiveShelf shelf, DeliveryTotals totals, TokenCheck tokens) {
        this.shelf = shelf;
        this.totals = totals;
        this.tokens = tokens;
    }

    /** What a request is held for at most: three target durations (RFC 8216bis §6.2.5.2). */
    static long patienceNanos(ShelvedPresentation shown) {
        return TimeUnit.SECONDS.toNanos((long) TARGETS * shown.snapshot().targetDurationSeconds());
    }

    /** Holds the request of {@code exchange}; {@code answer} is called on this event loop, perhaps at once. */
    void hold(
            Exchange exchange,
            ResponseKind kind,
            Place place,
            Awaited awaited,
            long patienceNanos,
            Waiter.Answer answer) {
        if (exchange.isOver()) {
            return;
        }
        Waiter waiter = new Waiter(
                place,
                awaited,
                Objects.requireNonNull(Vertx.currentContext(), "not on an event loop"),
                Thread.currentThread(),
                exchange.addressBlock(),
                totals.nanos() + patienceNanos,
                new Checked(exchange, kind, place, answer));
        switch (shelf.room().hold(waiter, () -> shelf.find(place))) {
            case HELD -> exchange.whenOver(() -> shelf.room().leave(waiter));
            case SETTLED -> answer.settled(shelf.find(place));
            case STREAM_IS_FULL -> refuse(exchange, kind, 503, WaitingLimits.Limit.STREAM);
            case ADDRESS_IS_FULL -> refuse(exchange, kind, 429, WaitingLimits.Limit.ADDRESS);
        }
    }

    /** Looks at the token again: it may have ended, or the stream may have become private, during the wait. */
    private final class Checked implements Waiter.Answer {
        private final Exchange exchange;
        private final ResponseKind kind;
        private final Place place;
        private final Waiter.Answer answer;

        Checked(Exchange exchange, ResponseKind kind, Place place, Waiter.Answer answer) {
            this.exchange = exchange;
            this.kind = kind;
            this.place = place;
            this.answer = answer;
        }

        @Override
        public void settled(Optional<ShelvedPresentation> now) {
            if (tokens.admits(exchange, kind, place.stream())) {
                answer.settled(now);
            }
        }

        @Override
        public void late() {
            if (tokens.admits(exchange, kind, place.stream())) {
                answer.late();
            }
        }
    }

    private void refuse(Exchange exchange, ResponseKind kind, int status, WaitingLimits.Limit limit) {
        totals.countRefused(limit);
        exchange.response().putHeader("Retry-After", "1");
        exchange.fail(kind, status, "Too many requests wait already.");
    }
}
