package dev.sluice.delivery.http;

import dev.sluice.live.DeliveryObserver;
import dev.sluice.live.DeliveryStatistics;
import dev.sluice.live.StreamName;
import dev.sluice.live.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Answers counted by kind and class of status; any thread reads and writes. */
public final class DeliveryTotals implements DeliveryStatistics {
    private static final List<String> CODES = List.of("2xx", "304", "404", "4xx", "5xx");

    private final Map<String, Tally<ResponseKind>> answers =
            CODES.stream().collect(Collectors.toUnmodifiableMap(code -> code, code -> new Tally<>(ResponseKind.class)));
    private final Tally<WaitingLimits.Limit> refused = new Tally<>(WaitingLimits.Limit.class);
    private final Viewers viewers;
    private final LiveShelf shelf;
    private final LongSupplier nanoClock;
    private final DeliveryObserver observer;

    /** Nothing is answered yet; of {@code shelf} it tells who waits and what was written. */
    public DeliveryTotals(Viewers viewers, LiveShelf shelf, LongSupplier nanoClock, DeliveryObserver observer) {
        this.viewers = viewers;
        this.shelf = shelf;
        this.nanoClock = nanoClock;
        this.observer = observer;
    }

    /** Time for waiting and measuring, in nanoseconds from an arbitrary origin. */
    long nanos() {
        return nanoClock.getAsLong();
    }

    void count(String stream, ResponseKind kind, int status, long bodyBytes, long tookNanos) {
        tally(code(status)).increment(kind);
        shelf.served(stream, bodyBytes);
        observer.answered(kind.word(), tookNanos);
    }

    void countRefused(WaitingLimits.Limit limit) {
        refused.increment(limit);
    }

    @Override
    public long waiting() {
        return shelf.room().waiting();
    }

    @Override
    public List<String> waitingLimits() {
        return Arrays.stream(WaitingLimits.Limit.values())
                .map(WaitingLimits.Limit::word)
                .toList();
    }

    @Override
    public long refused(String limit) {
        return refused.count(WaitingLimits.Limit.valueOf(limit.toUpperCase(Locale.ROOT)));
    }

    @Override
    public long renderings() {
        return shelf.renderings();
    }

    @Override
    public List<String> kinds() {
        return Arrays.stream(ResponseKind.values()).map(ResponseKind::word).toList();
    }

    @Override
    public List<String> codes() {
        return CODES;
    }

    @Override
    public long answers(String kind, String code) {
        return tally(code).count(ResponseKind.valueOf(kind.toUpperCase(Locale.ROOT)));
    }

    @Override
    public long servedBytes(StreamName stream) {
        return shelf.servedBytes(stream.value());
    }

    @Override
    public long viewers(StreamName stream) {
        return viewers.active(stream.value());
    }

    private Tally<ResponseKind> tally(String code) {
        return Objects.requireNonNull(answers.get(code), code);
    }

    private static String code(int status) {
        if (status == 304 || status == 404) {
            return String.valueOf(status);
        }
        return status < 300 ? "2xx" : status < 500 ? "4xx" : "5xx";
    }
}
