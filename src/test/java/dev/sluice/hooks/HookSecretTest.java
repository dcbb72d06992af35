package dev.sluice.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookSecretTest {
    /** The example of the Standard Webhooks libraries. */
    @Test
    void signsAsStandardWebhooksDoes() {
        HookSecret secret = HookSecret.parse(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .orElseThrow();

        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330L, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(secret.toString()).doesNotContain("MfKQ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_not base64 at all!!"})
    void weakOrOtherSecretsAreRefused(String text) {
        assertThat(HookSecret.parse(new Secret(text))).isEmpty();
    }
}
