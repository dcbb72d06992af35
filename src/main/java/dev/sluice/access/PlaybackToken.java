package dev.sluice.access;

import dev.sluice.live.StreamName;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a playback token says, without its signature: {@code 1.id.stream.notBefore.expires.addresses}.
 *
 * <p>Times are Unix seconds; {@code addresses} is {@code any} or the prefix in hexadecimal digits, {@code -} and its
 * bits. All of it stands in URLs, cookies and playlists as it is. No algorithm is named: there is one.
 *
 * @param secretId which of the configured secrets signs it
 * @param notBefore from when it is good, to the second
 * @param expires from when it is no longer good, to the second
 * @param addresses whom it is for; empty for anybody
 */
record PlaybackToken(
        String secretId, StreamName stream, Instant notBefore, Instant expires, Optional<Network> addresses) {
    private static final Pattern FORM = Pattern.compile("1\\.([A-Za-z0-9_-]{1,32})\\.([a-z0-9][a-z0-9_-]{0,63})"
            + "\\.([0-9]{1,11})\\.([0-9]{1,11})\\.(?:any|([0-9a-f]{8}|[0-9a-f]{32})-([0-9]{1,3}))");

    /** The text that is signed. */
    String text() {
        return "1." + secretId + '.' + stream.value() + '.' + notBefore.getEpochSecond() + '.'
                + expires.getEpochSecond() + '.'
                + addresses
                        .map(network -> network.prefix() + '-' + network.bits())
                        .orElse("any");
    }

    /** Reads what {@link #text} wrote; empty for anything else. */
    static Optional<PlaybackToken> read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Optional<Network> addresses =
                Optional.ofNullable(form.group(5)).map(prefix -> new Network(prefix, Integer.parseInt(form.group(6))));
        return Optional.of(new PlaybackToken(
                form.group(1),
                new StreamName(form.group(2)),
                Instant.ofEpochSecond(Long.parseLong(form.group(3))),
                Instant.ofEpochSecond(Long.parseLong(form.group(4))),
                addresses));
    }
}
