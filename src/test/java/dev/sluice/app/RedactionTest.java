package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rtmp://h/live/slk_0123456789abcdefghjkmnpqrsTV | rtmp://h/live/slk_[redacted]",
                "GET /hls/a.m3u8?token=abcdefgh12&x=1 | GET /hls/a.m3u8?token=[redacted]&x=1",
                "key=0123456789&name=a | key=[redacted]&name=a",
                "Authorization: Bearer abc.def.ghi | Authorization: [redacted]",
                "quarkus.datasource.password=hunter2hunter2 | quarkus.datasource.password=[redacted]",
                "postgresql://sluice:hunter2@db/x | postgresql://sluice:[redacted]@db/x",
                "Cookie: a=b; sluice-token-demo=v1.abcdefgh | Cookie: a=b; sluice-token-demo=[redacted]",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZI | whsec_[redacted]",
            })
    void log1SecretsAreKnownByTheirForm(String text, String shown) {
        assertThat(Redaction.of(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event=published stream=demo epoch=3 keyId=0190c5a2-7a3c-7000-8000-000000000000 software=\"x\"",
                "The stream key belongs to another stream",
                "GET /hls/demo/keyframes=12345678.m4s"
            })
    void otherTextsStayAsTheyAre(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }

    @Test
    void log1ParametersAndExceptionsAreCleanedToo() {
        ExtLogRecord record = new ExtLogRecord(
                Level.INFO, "asked %s", ExtLogRecord.FormatStyle.PRINTF, RedactionTest.class.getName());
        record.setParameters(new Object[] {"/x?key=0123456789"});
        record.setThrown(new IllegalStateException("outer", new RuntimeException("token=0123456789")));

        assertThat(new RedactionFilter().isLoggable(record)).isTrue();
        assertThat(new PatternFormatter("%s").formatMessage(record)).isEqualTo("asked /x?key=[redacted]");
        StringWriter stack = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(stack));
        assertThat(stack.toString())
                .contains("IllegalStateException: outer", "RuntimeException: token=[redacted]")
                .doesNotContain("0123456789");
    }
}
