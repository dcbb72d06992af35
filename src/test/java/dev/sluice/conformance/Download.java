package dev.sluice.conformance;

import dev.sluice.bytes.Slice;
import java.util.Map;
import java.util.Optional;

/**
 * An answer.
 *
 * @param headers names in lower case
 * @param sentNanos when the request was sent, on a clock that only rises
 * @param receivedNanos when the last byte was here
 */
record Download(
        String method,
        String url,
        int status,
        Map<String, String> headers,
        Slice content,
        String protocol,
        long sentNanos,
        long receivedNanos) {
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    byte[] body() {
        return content.toArray();
    }
}
