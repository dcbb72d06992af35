package dev.sluice.delivery.http;

import dev.sluice.live.DeliveryStatistics;
import dev.sluice.live.StreamName;
import dev.sluice.live.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Answers counted by kind and class of status; any thread reads and writes. */
public final class DeliveryTotals implements DeliveryStatistics {
    private static final List<String> CODES = List.of("2xx", "304", "404", "4xx", "5xx");

    private final Map<String, Tally<ResponseKind>> answers =
            CODES.stream().collect(Collectors.toUnmodifiableMap(code -> code, code -> new Tally<>(ResponseKind.class)));
    private final LongAdder bytes = new LongAdder();
    private final Viewers viewers;

    public DeliveryTotals(Viewers viewers) {
        this.viewers = viewers;
    }

    void count(ResponseKind kind, int status, long bodyBytes) {
        tally(code(status)).increment(kind);
        bytes.add(bodyBytes);
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
    public long servedBytes() {
        return bytes.sum();
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
