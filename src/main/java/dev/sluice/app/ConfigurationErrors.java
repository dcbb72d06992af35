package dev.sluice.app;

import java.util.List;

/** Everything that is wrong with the configuration, in one message for the person who wrote it. */
public final class ConfigurationErrors extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigurationErrors(List<String> errors) {
        super("The configuration has " + errors.size() + (errors.size() == 1 ? " error" : " errors") + ":\n  - "
                + String.join("\n  - ", errors));
    }
}
