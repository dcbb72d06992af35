package dev.sluice.app;

import dev.sluice.bytes.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Reads single properties, remembers which there are, and collects what is wrong with them. */
class PropertyReader {
    /**
     * A property that the program knows.
     *
     * @param byDefault what holds when it is not set
     * @param range what is allowed, in words
     */
    record Property(String name, String byDefault, String range) {}

    private final Config config;
    private final Map<String, Property> known = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();

    PropertyReader(Config config) {
        this.config = config;
    }

    /** Every property that was asked for, by name. */
    Collection<Property> properties() {
        return known.values();
    }

    /** A property that somebody else reads. */
    void acknowledge(String property) {
        known.put(property, new Property(property, "", ""));
    }

    Duration duration(String name, Duration otherwise, long minMillis, long maxMillis) {
        String range = minMillis + "ms to " + maxMillis / 1000 + "s";
        return value(name, otherwise, range, text -> {
            Duration duration = Durations.parse(text);
            inRange(duration.toMillis(), minMillis, maxMillis);
            return duration;
        });
    }

    int number(String name, int otherwise, int min, int max) {
        return value(name, otherwise, min + " to " + max, text -> inRange(Integer.parseInt(text), min, max));
    }

    /** A number that may be left to the program: {@code auto}. */
    int numberOrAuto(String name, int automatic, int min, int max) {
        return value(
                        name,
                        Optional.<Integer>empty(),
                        min + " to " + max + ", or auto",
                        "auto",
                        text -> text.equals("auto")
                                ? Optional.<Integer>empty()
                                : Optional.of(inRange(Integer.parseInt(text), min, max)))
                .orElse(automatic);
    }

    /** An amount of bytes or bits with an optional unit: {@code 65536}, {@code 64K}, {@code 8M}. */
    long size(String name, String otherwise, String min, String max) {
        return value(
                name,
                Sizes.parse(otherwise),
                min + " to " + max,
                otherwise,
                text -> inRange(Sizes.parse(text), Sizes.parse(min), Sizes.parse(max)));
    }

    /** A flag; anything but {@code true} and {@code false} is an error. */
    boolean flag(String name, boolean otherwise) {
        return value(name, otherwise, "true or false", this::flag);
    }

    Boolean flag(String text) {
        return check(text.equals("true"), text.equals("true") || text.equals("false"));
    }

    <T> T value(String name, T otherwise, String range, Function<String, T> parser) {
        return value(name, otherwise, range, shown(otherwise), parser);
    }

    <T> T value(String name, T otherwise, String range, String byDefault, Function<String, T> parser) {
        String property = "sluice." + name;
        known.put(property, new Property(property, byDefault, range));
        Optional<String> text = config.getOptionalValue(property, String.class);
        try {
            return text.map(String::strip).map(parser).orElse(otherwise);
        } catch (IllegalArgumentException refused) {
            errors.add(property + " = " + text.orElse("") + ": allowed is " + range);
            return otherwise;
        }
    }

    /** A text that is never shown, not even when it is wrong; an empty one is none. */
    Optional<Secret> secret(String name, String range, Predicate<String> allowed) {
        String property = "sluice." + name;
        known.put(property, new Property(property, "", range));
        Optional<String> text = config.getOptionalValue(property, String.class)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
        if (text.isPresent() && !allowed.test(text.get())) {
            errors.add(property + " = [redacted]: allowed is " + range);
        }
        return text.map(Secret::new);
    }

    /** For what only several properties together can get wrong. */
    void error(String contradiction) {
        errors.add(contradiction);
    }

    /** Throws when anything was wrong, or set though there is no such property. */
    void finish() throws ConfigurationErrors {
        refuseUnknown();
        if (!errors.isEmpty()) {
            throw new ConfigurationErrors(errors);
        }
    }

    /** In the environment an unknown name is no error: Kubernetes injects names like SLUICE_RTMP_PORT_1935_TCP. */
    private void refuseUnknown() {
        for (ConfigSource source : config.getConfigSources()) {
            if (!source.getName().startsWith("EnvConfigSource")) {
                source.getPropertyNames().stream()
                        .filter(name -> name.startsWith("sluice.") && !known.containsKey(name))
                        .map(name -> name + ": there is no such property")
                        .filter(error -> !errors.contains(error))
                        .forEach(errors::add);
            }
        }
    }

    private static String shown(Object value) {
        if (value instanceof Duration duration) {
            long millis = duration.toMillis();
            return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(PropertyReader::shown).orElse("");
        }
        if (value instanceof Collection<?> several) {
            return String.join(",", several.stream().map(PropertyReader::shown).toList());
        }
        return String.valueOf(value);
    }

    static <T> T check(T value, boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("not allowed");
        }
        return value;
    }

    static int inRange(int value, int min, int max) {
        return (int) inRange((long) value, min, max);
    }

    static long inRange(long value, long min, long max) {
        return check(value, value >= min && value <= max);
    }
}
