package dev.sluice.access.postgres;

import dev.sluice.access.KeyDigest;
import dev.sluice.access.KeyId;
import dev.sluice.access.StreamKeyFormat;
import dev.sluice.bytes.Secret;
import dev.sluice.live.StreamName;
import dev.sluice.postgres.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * The stream {@code demo} that a service with its embedded database makes for whoever tries it.
 *
 * <p>Its key is random per installation and can be shown only when it is made. The built-in demo loop cannot read it
 * back either, so the loop gets a key of its own at each start, good for a day, in place of the last one.
 */
public final class DemoStream {
    public static final StreamName NAME = new StreamName("demo");

    private static final String LABEL = "demo";
    private static final String LOOP_LABEL = "demo loop";
    private static final Duration LOOP_LIFE = Duration.ofHours(24);
    private static final int PREFIX_CHARACTERS = 8;

    /** One statement, so that there is never a stream without its key; does nothing when the stream exists. */
    private static final String MAKE_STREAM = """
            WITH made AS (
                INSERT INTO streams (name, title) VALUES ($2, 'Demo') ON CONFLICT DO NOTHING RETURNING name)
            INSERT INTO stream_keys (id, stream, label, digest, prefix, created, expires)
            SELECT $1, made.name, $3, $4, $5, $6, $7 FROM made
            RETURNING id""";

    private static final String DROP_LOOP_KEYS = "DELETE FROM stream_keys WHERE stream = $1 AND label = $2";
    private static final String MAKE_KEY = """
            INSERT INTO stream_keys (id, stream, label, digest, prefix, created, expires)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            RETURNING id""";

    private final Database database;
    private final RandomGenerator random;
    private final InstantSource clock;

    /** {@code random} has to be a {@link java.security.SecureRandom} outside of tests. */
    public DemoStream(Database database, RandomGenerator random, InstantSource clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes stream and key once; the key's text the first time, empty ever after, also when somebody deleted
     * the key.
     */
    public CompletionStage<Optional<Secret>> create() {
        return makeKey(MAKE_STREAM, LABEL, Optional.empty()).toCompletionStage();
    }

    /** One more key for the stream of {@link #create}, for somebody who has lost the first; that one stays valid. */
    public CompletionStage<Secret> anotherKey() {
        return makeKey(MAKE_KEY, LABEL, Optional.empty())
                .map(Optional::orElseThrow)
                .toCompletionStage();
    }

    /** A key for the built-in loop; the one of the start before ends. Needs the stream of {@link #create}. */
    public CompletionStage<Secret> loopKey() {
        return database.ask(DROP_LOOP_KEYS, Tuple.of(NAME.value(), LOOP_LABEL))
                .compose(dropped -> makeKey(
                        MAKE_KEY, LOOP_LABEL, Optional.of(clock.instant().plus(LOOP_LIFE))))
                .map(Optional::orElseThrow)
                .toCompletionStage();
    }

    private Future<Optional<Secret>> makeKey(String sql, String label, Optional<Instant> expires) {
        Secret key = StreamKeyFormat.generate(random);
        Instant now = clock.instant();
        Tuple row = Tuple.tuple()
                .addUUID(KeyId.generate(now, random))
                .addString(NAME.value())
                .addString(label)
                .addBuffer(Buffer.buffer(KeyDigest.of(key).toArray()))
                .addString(key.reveal().substring(0, PREFIX_CHARACTERS))
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                .addValue(expires.map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null));
        return database.ask(sql, row).map(made -> made.size() == 0 ? Optional.empty() : Optional.of(key));
    }
}
