package dev.sluice.outbound;

import dev.sluice.outbound.OutboundClient.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;
import java.util.function.Function;

/** One request and its answer, whichever way it ends first. */
final class Exchange {
    private final int maxAnswerBytes;
    private final Function<Throwable, OutboundFailure> failures;
    private final Promise<Answer> answer = Promise.promise();
    private Optional<HttpClientRequest> request = Optional.empty();
    private long answerBytes;

    Exchange(int maxAnswerBytes, Function<Throwable, OutboundFailure> failures) {
        this.maxAnswerBytes = maxAnswerBytes;
        this.failures = failures;
    }

    Future<Answer> answer() {
        return answer.future();
    }

    /** There is a connection; it may be too late for it. */
    synchronized void begin(HttpClientRequest begun, Buffer body) {
        if (answer.future().isComplete()) {
            begun.reset();
            return;
        }
        request = Optional.of(begun);
        // Without a handler the client logs what ends a request, also our own reset.
        begun.exceptionHandler(this::fail);
        var unused = begun.send(body).onSuccess(this::drain).onFailure(this::fail);
    }

    /** Ends the exchange, and with it the connection that it has. */
    void fail(Throwable cause) {
        if (answer.tryFail(failures.apply(cause))) {
            synchronized (this) {
                request.ifPresent(HttpClientRequest::reset);
            }
        }
    }

    /** A body that is read to its end leaves the connection for the next request. */
    private void drain(HttpClientResponse response) {
        response.exceptionHandler(this::fail);
        response.handler(bytes -> {
            answerBytes += bytes.length();
            if (answerBytes > maxAnswerBytes) {
                fail(new IllegalArgumentException("the answer is too large"));
            }
        });
        response.endHandler(end -> answer.tryComplete(new Answer(response.statusCode(), response.headers())));
    }
}
