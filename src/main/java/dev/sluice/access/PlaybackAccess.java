package dev.sluice.access;

import dev.sluice.bytes.Secret;
import dev.sluice.live.Playback;
import dev.sluice.live.PlaybackAuthorizer;
import dev.sluice.live.StreamName;
import dev.sluice.live.Visibility;
import java.time.InstantSource;
import java.util.Optional;

/** Public streams for anybody, all others for whoever shows a token: from memory, at once. Any thread. */
public final class PlaybackAccess implements PlaybackAuthorizer {
    private final StreamVisibilities visibilities;
    private final PlaybackTokens tokens;
    private final InstantSource clock;

    public PlaybackAccess(StreamVisibilities visibilities, PlaybackTokens tokens, InstantSource clock) {
        this.visibilities = visibilities;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Playback decide(StreamName stream, Optional<Secret> token, String address) {
        Optional<Visibility> visibility = visibilities.of(stream);
        if (visibility.filter(Visibility.PUBLIC::equals).isPresent()) {
            return new Playback.Open();
        }
        if (token.isEmpty()) {
            return new Playback.Refused(
                    visibility.isEmpty() ? Playback.Why.STREAM_UNKNOWN : Playback.Why.TOKEN_MISSING);
        }
        return tokens.verify(token.get(), stream, address, clock.instant())
                .<Playback>map(Playback.Granted::new)
                .orElseGet(() -> new Playback.Refused(Playback.Why.TOKEN_REFUSED));
    }
}
