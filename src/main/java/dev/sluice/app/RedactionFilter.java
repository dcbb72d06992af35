package dev.sluice.app;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Everything that is logged goes through {@link Redaction}, with the messages of exceptions. */
@LoggingFilter(name = "redaction")
public final class RedactionFilter implements Filter {
    private static final Formatter MESSAGE = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord event) {
        ExtLogRecord record = ExtLogRecord.wrap(event);
        String text = MESSAGE.formatMessage(record);
        String clean = Redaction.of(text);
        if (!clean.equals(text)) {
            record.setMessage(clean, ExtLogRecord.FormatStyle.NO_FORMAT);
        }
        Throwable thrown = record.getThrown();
        if (thrown != null && RedactedThrowable.isNeeded(thrown)) {
            record.setThrown(new RedactedThrowable(thrown));
        }
        return true;
    }
}
