package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Secret;
import dev.sluice.live.Playback;
import dev.sluice.live.StreamName;
import dev.sluice.live.Visibility;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybackTokensTest {
    private static final String OLD = "old:0123456789abcdef0123456789abcdef";
    private static final String NEW = "new:fedcba9876543210fedcba9876543210";
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Instant END = NOW.plusSeconds(3600);
    private static final StreamName STUDIO = new StreamName("studio");
    private static final String HERE = "192.0.2.1";

    private final PlaybackTokens tokens = tokens(NEW + "," + OLD);

    @Test
    void tok1ATokenIsTheHmacOfWhatItSaysAndFitsIntoAUrl() throws Exception {
        String token =
                tokens.sign(STUDIO, NOW, END, Optional.empty()).orElseThrow().reveal();

        String said = "1.new.studio." + NOW.getEpochSecond() + "." + END.getEpochSecond() + ".any";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(NEW.substring(4).getBytes(StandardCharsets.UTF_8), "any"));
        String signature = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(said.getBytes(StandardCharsets.UTF_8)));
        assertThat(token).isEqualTo(said + "." + signature).matches("[A-Za-z0-9._-]{1,2048}");
        assertThat(verify(token)).contains(END);
    }

    @Test
    void tok1TheFirstSecretSignsAndAllVerify() {
        String before = tokens(OLD)
                .sign(STUDIO, NOW, END, Optional.empty())
                .orElseThrow()
                .reveal();

        assertThat(verify(before)).contains(END);
        assertThat(before).startsWith("1.old.");
        assertThat(tokens(NEW).verify(new Secret(before), STUDIO, HERE, NOW)).isEmpty();
        // The id of another secret does not help.
        assertThat(verify(before.replace("1.old.", "1.new."))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id",
                "id:",
                ":0123456789abcdef0123456789abcdef",
                "id:0123456789abcdef0123456789abcde",
                "id:0123456789abcdef 0123456789abcdef",
                "i d:0123456789abcdef0123456789abcdef",
                "id:0123456789abcdef0123456789abcdef,",
                "id:0123456789abcdef0123456789abcdef,id:0123456789abcdef0123456789abcdef"
            })
    void tok1SecretsOfAnotherFormAreRefused(String text) {
        assertThat(PlaybackSecrets.parse(text)).isEmpty();
    }

    @Test
    void tok1SecretsPrintTheirIdsAlone() {
        assertThat(PlaybackSecrets.parse(NEW).orElseThrow()).hasToString("PlaybackSecrets[new]");
    }

    @Test
    void tok2EveryOtherCharacterIsRefused() {
        String token = tokens.sign(STUDIO, NOW, END, Optional.of(network("192.0.2.0/24")))
                .orElseThrow()
                .reveal();
        for (int i = 0; i < token.length(); i++) {
            for (char other : new char[] {'0', 'a', 'A', '-', '.', '%', '~', (char) (token.charAt(i) + 1)}) {
                String changed = token.substring(0, i) + other + token.substring(i + 1);
                assertThat(verify(changed).isPresent()).as(changed).isEqualTo(changed.equals(token));
            }
            assertThat(verify(token.substring(0, i))).isEmpty();
            assertThat(verify(token.substring(0, i) + token.substring(i + 1))).isEmpty();
        }
        assertThat(verify(token + "=")).isEmpty();
        assertThat(verify(token + "A")).isEmpty();
        assertThat(verify("1".repeat(3_000))).isEmpty();
    }

    @Test
    void tok2ATokenIsForItsStreamAlone() {
        Secret token = tokens.sign(STUDIO, NOW, END, Optional.empty()).orElseThrow();

        assertThat(tokens.verify(token, new StreamName("studio2"), HERE, NOW)).isEmpty();
    }

    @Test
    void tok2TheBeginningHasAMinutesLeewayAndTheEndNone() {
        Secret token = tokens.sign(STUDIO, NOW, END, Optional.empty()).orElseThrow();

        assertThat(tokens.verify(token, STUDIO, HERE, NOW.minusSeconds(60))).isPresent();
        assertThat(tokens.verify(token, STUDIO, HERE, NOW.minusSeconds(61))).isEmpty();
        assertThat(tokens.verify(token, STUDIO, HERE, END.minusNanos(1))).isPresent();
        assertThat(tokens.verify(token, STUDIO, HERE, END)).isEmpty();
    }

    @Test
    void tok2ATokenMayBeForANetwork() {
        Secret four = tokens.sign(STUDIO, NOW, END, Optional.of(network("192.0.2.0/24")))
                .orElseThrow();
        Secret six = tokens.sign(STUDIO, NOW, END, Optional.of(network("2001:db8::/32")))
                .orElseThrow();

        assertThat(tokens.verify(four, STUDIO, "192.0.2.200", NOW)).isPresent();
        assertThat(tokens.verify(four, STUDIO, "192.0.3.1", NOW)).isEmpty();
        assertThat(tokens.verify(six, STUDIO, "2001:db8:5::1", NOW)).isPresent();
        assertThat(tokens.verify(six, STUDIO, HERE, NOW)).isEmpty();
    }

    @Test
    void tok3WithoutSecretsAPrivateStreamIsClosedToEverybody() {
        StreamVisibilities visibilities = new StreamVisibilities((stream, visibility) -> {});
        visibilities.tell(STUDIO, Visibility.PRIVATE);
        PlaybackTokens none = new PlaybackTokens(PlaybackSecrets.NONE);
        PlaybackAccess access = new PlaybackAccess(visibilities, none, () -> NOW);
        Secret token = tokens.sign(STUDIO, NOW, END, Optional.empty()).orElseThrow();

        assertThat(none.sign(STUDIO, NOW, END, Optional.empty())).isEmpty();
        assertThat(access.decide(STUDIO, Optional.of(token), HERE)).isEqualTo(no(Playback.Why.TOKEN_REFUSED));
        assertThat(access.decide(STUDIO, Optional.empty(), HERE)).isEqualTo(no(Playback.Why.TOKEN_MISSING));
    }

    @Test
    void tok4AStreamOfUnknownVisibilityCountsAsPrivate() {
        StreamVisibilities visibilities = new StreamVisibilities((stream, visibility) -> {});
        PlaybackAccess access = new PlaybackAccess(visibilities, tokens, () -> NOW);
        Secret token = tokens.sign(STUDIO, NOW, END, Optional.empty()).orElseThrow();

        assertThat(access.decide(STUDIO, Optional.empty(), HERE)).isEqualTo(no(Playback.Why.STREAM_UNKNOWN));
        assertThat(access.decide(STUDIO, Optional.of(token), HERE)).isEqualTo(new Playback.Granted(END));
        visibilities.remember(STUDIO, Visibility.PUBLIC);
        assertThat(access.decide(STUDIO, Optional.empty(), HERE)).isEqualTo(new Playback.Open());
        visibilities.tell(STUDIO, Visibility.PRIVATE);
        visibilities.remember(STUDIO, Visibility.PUBLIC);
        assertThat(access.decide(STUDIO, Optional.empty(), HERE)).isEqualTo(no(Playback.Why.TOKEN_MISSING));
        visibilities.tellAll(Map.of());
        assertThat(access.decide(STUDIO, Optional.empty(), HERE)).isEqualTo(no(Playback.Why.STREAM_UNKNOWN));
    }

    private Optional<Instant> verify(String token) {
        return tokens.verify(new Secret(token), STUDIO, HERE, NOW);
    }

    private static PlaybackTokens tokens(String secrets) {
        return new PlaybackTokens(PlaybackSecrets.parse(secrets).orElseThrow());
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }

    private static Playback no(Playback.Why why) {
        return new Playback.Refused(why);
    }
}
