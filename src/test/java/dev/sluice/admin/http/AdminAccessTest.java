package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.http.AdminAccess.Verdict;
import dev.sluice.bytes.Secret;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdminAccessTest {
    private static final String TOKEN = "correct-horse-battery-staple";
    private static final String HOME = "192.0.2.1";

    private final AdminAccess access = new AdminAccess(Optional.of(new Secret(TOKEN)), 50, 0);

    @Test
    void adm2WithoutATokenThereIsNoAdministration() {
        AdminAccess off = new AdminAccess(Optional.empty(), 50, 0);

        assertThat(off.judge(Optional.of("Bearer "), HOME, 0)).isEqualTo(Verdict.OFF);
        assertThat(off.judge(Optional.empty(), HOME, 0)).isEqualTo(Verdict.OFF);
    }

    @Test
    void theTokenIsTakenInItsSchemeAlone() {
        assertThat(judge("Bearer " + TOKEN, HOME, 0)).isEqualTo(Verdict.ALLOWED);
        assertThat(judge("bearer " + TOKEN, HOME, 0)).isEqualTo(Verdict.ALLOWED);
        for (String wrong : new String[] {
            TOKEN, "Basic " + TOKEN, "Bearer", "Bearer ", "Bearer x", "Bearer " + TOKEN + "x", "Bearer" + TOKEN
        }) {
            assertThat(judge(wrong, "192.0.2." + wrong.length(), 0)).as(wrong).isEqualTo(Verdict.DENIED);
        }
        assertThat(access.judge(Optional.empty(), HOME, 0)).isEqualTo(Verdict.DENIED);
    }

    @Test
    void lim1TenWrongTokensAMinuteAreHeardAndTheRightOneStillWorks() {
        for (int i = 0; i < 10; i++) {
            assertThat(judge("Bearer wrong", HOME, 0)).isEqualTo(Verdict.DENIED);
        }
        assertThat(judge("Bearer wrong", HOME, 0)).isEqualTo(Verdict.LIMITED);
        assertThat(judge("Bearer " + TOKEN, HOME, 0)).isEqualTo(Verdict.ALLOWED);
        assertThat(judge("Bearer wrong", "192.0.2.2", 0)).isEqualTo(Verdict.DENIED);
        assertThat(judge("Bearer wrong", HOME, TimeUnit.SECONDS.toNanos(7))).isEqualTo(Verdict.DENIED);
    }

    @Test
    void lim1AfterAHundredNoneIsLookedAtFromThere() {
        for (int i = 0; i < 100; i++) {
            judge("Bearer wrong", HOME, 0);
        }
        assertThat(judge("Bearer " + TOKEN, HOME, 0)).isEqualTo(Verdict.LIMITED);
        assertThat(judge("Bearer " + TOKEN, "192.0.2.2", 0)).isEqualTo(Verdict.ALLOWED);
        assertThat(judge("Bearer " + TOKEN, HOME, TimeUnit.SECONDS.toNanos(2))).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void goodCallsHaveARate() {
        for (int i = 0; i < 200; i++) {
            assertThat(judge("Bearer " + TOKEN, HOME, 0)).isEqualTo(Verdict.ALLOWED);
        }
        assertThat(judge("Bearer " + TOKEN, HOME, 0)).isEqualTo(Verdict.LIMITED);
        assertThat(judge("Bearer " + TOKEN, HOME, TimeUnit.SECONDS.toNanos(1))).isEqualTo(Verdict.ALLOWED);
    }

    private Verdict judge(String header, String address, long nowNanos) {
        return access.judge(Optional.of(header), address, nowNanos);
    }
}
