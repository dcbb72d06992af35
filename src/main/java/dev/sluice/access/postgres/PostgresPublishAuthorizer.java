package dev.sluice.access.postgres;

import dev.sluice.access.AuthObserver;
import dev.sluice.access.AuthOutcome;
import dev.sluice.access.FailedLookups;
import dev.sluice.access.KeyDigest;
import dev.sluice.access.KeyRecord;
import dev.sluice.access.KeyText;
import dev.sluice.access.KeyVerdict;
import dev.sluice.access.ReconnectCache;
import dev.sluice.live.Authorization;
import dev.sluice.live.Authorization.Denied;
import dev.sluice.live.Authorization.Granted;
import dev.sluice.live.Authorization.Unavailable;
import dev.sluice.live.CloseReason;
import dev.sluice.live.PublishAttempt;
import dev.sluice.live.PublishAuthorizer;
import dev.sluice.live.StreamName;
import dev.sluice.postgres.Database;
import dev.sluice.postgres.DatabaseFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Checks a publisher's key in PostgreSQL: form, limits, one query, verdict.
 *
 * <p>Fails closed: whatever goes wrong is {@link Unavailable}, within its deadline. Only an answer that the database
 * itself gave within the last minute stands in for one that it cannot give now.
 */
public final class PostgresPublishAuthorizer implements PublishAuthorizer {
    private final Vertx vertx;
    private final KeyTable table;
    private final ImportedKeys imported;
    private final FailedLookups limits;
    private final ReconnectCache cache;
    private final AuthObserver observer;
    private final InstantSource clock;
    private final Duration deadline;
    private final LongSupplier nanoTime = System::nanoTime;

    /** What one attempt is about, and the answer with the word for the meters. */
    private record Question(String address, Optional<StreamName> name, KeyDigest digest) {}

    private record Answer(Authorization authorization, AuthOutcome outcome) {}

    /** {@code deadline} is how long an answer may take, whatever goes wrong. */
    public PostgresPublishAuthorizer(
            Vertx vertx,
            Database database,
            FailedLookups limits,
            ReconnectCache cache,
            AuthObserver observer,
            InstantSource clock,
            Duration deadline) {
        this.vertx = vertx;
        this.table = new KeyTable(database);
        this.imported = new ImportedKeys(table, nanoTime);
        this.limits = limits;
        this.cache = cache;
        this.observer = observer;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public CompletionStage<Authorization> authorize(PublishAttempt attempt) {
        long begunNanos = nanoTime.getAsLong();
        Promise<Answer> first = Promise.promise();
        long timer = vertx.setTimer(
                deadline.toMillis(), id -> first.tryComplete(unavailable(AuthOutcome.DB_TIMEOUT, "no answer in time")));
        decide(attempt).onComplete(decided -> {
            vertx.cancelTimer(timer);
            first.tryComplete(
                    decided.succeeded()
                            ? decided.result()
                            : unavailable(AuthOutcome.DB_ERROR, String.valueOf(decided.cause())));
        });
        return first.future()
                .map(answer -> {
                    observer.checked(answer.outcome(), nanoTime.getAsLong() - begunNanos);
                    return answer.authorization();
                })
                .toCompletionStage();
    }

    private Future<Answer> decide(PublishAttempt attempt) {
        Optional<String> given = attempt.name().filter(name -> !name.isEmpty());
        Optional<StreamName> name = given.flatMap(StreamName::parse);
        if (given.isPresent() && name.isEmpty()) {
            return Future.succeededFuture(denied(CloseReason.NAME_INVALID));
        }
        String address = attempt.remoteAddress();
        KeyText text = KeyText.read(attempt.key());
        if (text instanceof KeyText.Native key) {
            return ask(new Question(address, name, key.digest()));
        }
        if (!limits.admits(address, nanoTime.getAsLong())) {
            return Future.succeededFuture(denied(CloseReason.RATE_LIMITED));
        }
        if (text instanceof KeyText.Foreign key) {
            Question question = new Question(address, name, key.digest());
            return imported.exist()
                    .compose(exist -> exist ? ask(question) : Future.succeededFuture(unknown(address)))
                    .recover(failure -> Future.succeededFuture(instead(question, failure)));
        }
        return Future.succeededFuture(unknown(address));
    }

    private Future<Answer> ask(Question question) {
        if (!limits.admitsLookup(question.address(), question.digest(), nanoTime.getAsLong())) {
            return Future.succeededFuture(denied(CloseReason.RATE_LIMITED));
        }
        return table.find(question.digest())
                .map(found -> judge(question, found))
                .recover(failure -> Future.succeededFuture(instead(question, failure)));
    }

    private Answer judge(Question question, Optional<KeyTable.Found> found) {
        Instant now = clock.instant();
        long nowNanos = nanoTime.getAsLong();
        Optional<KeyRecord> key = found.map(KeyTable.Found::key);
        Authorization verdict = KeyVerdict.of(key, question.name(), question.address(), now);
        key.ifPresentOrElse(
                known -> cache.put(question.digest(), known, nowNanos), () -> cache.remove(question.digest()));
        if (verdict instanceof Granted granted) {
            limits.succeeded(question.digest(), nowNanos);
            found.filter(row -> row.usedLongBefore(now)).ifPresent(row -> table.used(granted.keyId()));
            return new Answer(granted, AuthOutcome.ALLOWED);
        }
        CloseReason reason = verdict instanceof Denied denied ? denied.reason() : CloseReason.INTERNAL;
        // Who has a good key and a wrong name, or was told to wait, is no guesser.
        if (reason != CloseReason.NAME_MISMATCH && reason != CloseReason.KICKED) {
            limits.failed(question.address(), nowNanos);
        }
        return denied(reason);
    }

    /** The database gave no answer: its own of the last minute, or none. */
    private Answer instead(Question question, Throwable failure) {
        Optional<KeyRecord> before = cache.find(question.digest(), nanoTime.getAsLong());
        Authorization verdict = KeyVerdict.of(before, question.name(), question.address(), clock.instant());
        if (verdict instanceof Granted) {
            return new Answer(verdict, AuthOutcome.CACHED);
        }
        AuthOutcome outcome = failure instanceof DatabaseFailure known ? outcomeOf(known) : AuthOutcome.DB_ERROR;
        return unavailable(outcome, String.valueOf(failure.getMessage()));
    }

    private Answer unknown(String address) {
        limits.failed(address, nanoTime.getAsLong());
        return denied(CloseReason.KEY_UNKNOWN);
    }

    private static Answer unavailable(AuthOutcome outcome, String cause) {
        return new Answer(new Unavailable(cause), outcome);
    }

    private static Answer denied(CloseReason reason) {
        AuthOutcome outcome = switch (reason) {
            case KEY_EXPIRED -> AuthOutcome.EXPIRED;
            case KEY_REVOKED -> AuthOutcome.REVOKED;
            case NAME_MISMATCH -> AuthOutcome.NAME_MISMATCH;
            case RATE_LIMITED -> AuthOutcome.RATE_LIMITED;
            default -> AuthOutcome.DENIED;
        };
        return new Answer(new Denied(reason), outcome);
    }

    private static AuthOutcome outcomeOf(DatabaseFailure failure) {
        return switch (failure.kind()) {
            case BUSY -> AuthOutcome.BUSY;
            case TIMEOUT -> AuthOutcome.DB_TIMEOUT;
            case CONNECTION, REFUSED -> AuthOutcome.DB_ERROR;
        };
    }
}
