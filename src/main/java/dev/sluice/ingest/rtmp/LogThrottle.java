package dev.sluice.ingest.rtmp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** At most one line a minute of the same cause from the same address: a flood must not fill the log. */
final class LogThrottle {
    private static final int MAX_CAUSES = 10_000;
    private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** When a cause was last written, and how often it was not since. */
    private static final class Silence {
        final long beganNanos;
        long lines;

        Silence(long beganNanos) {
            this.beganNanos = beganNanos;
        }
    }

    private final Map<String, Silence> silences = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Silence> eldest) {
            return size() > MAX_CAUSES;
        }
    };

    /** How many such lines were left out since the last one; empty when this one is to be left out too. */
    synchronized OptionalLong admit(String address, String cause, long nowNanos) {
        String key = address + ' ' + cause;
        Silence silence = silences.get(key);
        if (silence != null && nowNanos - silence.beganNanos < PERIOD_NANOS) {
            silence.lines++;
            return OptionalLong.empty();
        }
        silences.put(key, new Silence(nowNanos));
        return OptionalLong.of(silence == null ? 0 : silence.lines);
    }
}
