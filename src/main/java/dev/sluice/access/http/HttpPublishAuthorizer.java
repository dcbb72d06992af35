package dev.sluice.access.http;

import dev.sluice.access.AuthObserver;
import dev.sluice.access.AuthOutcome;
import dev.sluice.access.FailedLookups;
import dev.sluice.access.KeyDigest;
import dev.sluice.bytes.Secret;
import dev.sluice.live.Authorization;
import dev.sluice.live.CloseReason;
import dev.sluice.live.PublishAttempt;
import dev.sluice.live.PublishAuthorizer;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import dev.sluice.outbound.OutboundClient;
import dev.sluice.outbound.OutboundClient.Answer;
import dev.sluice.outbound.OutboundFailure;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Asks an HTTP service whether a key may publish: 2xx is yes, 5xx and silence are "I do not know", all else is no.
 *
 * <p>Fails closed, within the deadline of its client. The same limits on guessing hold as for keys in the database, so
 * the service is asked no more often than that allows.
 */
public final class HttpPublishAuthorizer implements PublishAuthorizer {
    /** Which stream a key publishes on, when its encoder gave no name. */
    static final String STREAM_HEADER = "X-Stream-Name";
    /** {@code private}, or {@code public}, which is the default. */
    static final String VISIBILITY_HEADER = "X-Stream-Visibility";

    private static final Logger LOG = Logger.getLogger("dev.sluice.access");
    private static final Pattern KEY = Pattern.compile("[ -~]{1,128}");
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final OutboundClient client;
    private final String application;
    private final FailedLookups limits;
    private final AuthObserver observer;
    private final SessionKeyIds ids;
    private final LongSupplier nanoTime = System::nanoTime;

    private record Decision(Authorization authorization, AuthOutcome outcome) {}

    /** {@code application} is what the service is told that encoders publish to. */
    public HttpPublishAuthorizer(
            OutboundClient client, String application, FailedLookups limits, AuthObserver observer, SessionKeyIds ids) {
        this.client = client;
        this.application = application;
        this.limits = limits;
        this.observer = observer;
        this.ids = ids;
    }

    @Override
    public CompletionStage<Authorization> authorize(PublishAttempt attempt) {
        long begunNanos = nanoTime.getAsLong();
        return decide(attempt)
                .map(decision -> {
                    observer.checked(decision.outcome(), nanoTime.getAsLong() - begunNanos);
                    return decision.authorization();
                })
                .toCompletionStage();
    }

    private Future<Decision> decide(PublishAttempt attempt) {
        Optional<String> given = attempt.name().filter(name -> !name.isEmpty());
        Optional<StreamName> name = given.flatMap(StreamName::parse);
        if (given.isPresent() && name.isEmpty()) {
            return Future.succeededFuture(denied(CloseReason.NAME_INVALID, AuthOutcome.DENIED));
        }
        Secret key = attempt.key();
        String address = attempt.remoteAddress();
        KeyDigest digest = KeyDigest.of(key);
        if (!limits.admitsLookup(address, digest, nanoTime.getAsLong())) {
            return Future.succeededFuture(denied(CloseReason.RATE_LIMITED, AuthOutcome.RATE_LIMITED));
        }
        if (!KEY.matcher(key.reveal()).matches()) {
            return Future.succeededFuture(unknown(address));
        }
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("content-type", "application/x-www-form-urlencoded")
                .add("user-agent", "sluice");
        return client.post(headers, Buffer.buffer(PublishForm.write(application, attempt)))
                .map(answer -> judge(answer, name, digest, address))
                .otherwise(HttpPublishAuthorizer::unanswered);
    }

    private Decision judge(Answer answer, Optional<StreamName> asked, KeyDigest digest, String address) {
        int status = answer.status();
        if (status >= SERVER_ERROR || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS) {
            return unavailable("the authoriser answered " + status, AuthOutcome.HTTP_ERROR);
        }
        if (!answer.isSuccess()) {
            return unknown(address);
        }
        limits.succeeded(digest, nanoTime.getAsLong());
        Optional<String> told = Optional.ofNullable(answer.headers().get(STREAM_HEADER));
        Optional<StreamName> stream = told.isPresent() ? told.flatMap(StreamName::parse) : asked;
        if (stream.isEmpty()) {
            // Never the key in its place: a name is public.
            LOG.warnf("event=authoriser_unclear cause=\"a 2xx for a key without a name needs %s\"", STREAM_HEADER);
            return unavailable("the authoriser named no stream", AuthOutcome.HTTP_ERROR);
        }
        if (asked.isPresent() && !asked.equals(stream)) {
            return denied(CloseReason.NAME_MISMATCH, AuthOutcome.NAME_MISMATCH);
        }
        Visibility visibility = "private".equalsIgnoreCase(answer.headers().get(VISIBILITY_HEADER))
                ? Visibility.PRIVATE
                : Visibility.PUBLIC;
        StreamDefinition definition = new StreamDefinition(stream.get(), "", visibility, TakeoverPolicy.TAKEOVER);
        return new Decision(
                new Authorization.Granted(definition, ids.of(digest), Optional.empty()), AuthOutcome.ALLOWED);
    }

    private Decision unknown(String address) {
        limits.failed(address, nanoTime.getAsLong());
        return denied(CloseReason.KEY_UNKNOWN, AuthOutcome.DENIED);
    }

    private static Decision denied(CloseReason reason, AuthOutcome outcome) {
        return new Decision(new Authorization.Denied(reason), outcome);
    }

    private static Decision unavailable(String cause, AuthOutcome outcome) {
        return new Decision(new Authorization.Unavailable(cause), outcome);
    }

    private static Decision unanswered(Throwable failure) {
        AuthOutcome outcome = failure instanceof OutboundFailure known
                ? switch (known.kind()) {
                    case TIMEOUT -> AuthOutcome.HTTP_TIMEOUT;
                    case BUSY -> AuthOutcome.BUSY;
                    case FORBIDDEN, CONNECTION -> AuthOutcome.HTTP_ERROR;
                }
                : AuthOutcome.HTTP_ERROR;
        return unavailable(String.valueOf(failure.getMessage()), outcome);
    }
}
