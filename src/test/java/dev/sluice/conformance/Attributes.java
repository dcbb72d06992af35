package dev.sluice.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An attribute list (RFC 8216 §4.2) by its strict grammar; quoted values without their quotes. */
record Attributes(Map<String, String> values) {
    static final Attributes NONE = new Attributes(Map.of());

    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9-]+)="
            + "(\"[^\"]*\"|0[xX][0-9A-F]+|[0-9]+x[0-9]+|-?[0-9]+(?:\\.[0-9]+)?(?=,|$)|[^\",\\s]+)(,|$)");
    private static final Pattern QUOTED = Pattern.compile(
            "URI|CODECS|GROUP-ID|NAME|LANGUAGE|AUDIO|VIDEO|SUBTITLES" + "|CHANNELS|ID|START-DATE|END-DATE|BYTERANGE");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final Pattern NUMBERS = Pattern.compile("BANDWIDTH|AVERAGE-BANDWIDTH|FRAME-RATE|DURATION|PART-TARGET"
            + "|PART-HOLD-BACK|HOLD-BACK|CAN-SKIP-UNTIL|LAST-MSN|LAST-PART|SKIPPED-SEGMENTS");

    /** What can be read of {@code text}; every fault is a violation of HLS-07. */
    static Attributes parse(String text, Report report) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(text);
        int at = 0;
        boolean open = true;
        while (open && matcher.find(at) && matcher.start() == at) {
            String name = matcher.group(1);
            String value = matcher.group(2);
            boolean quoted = value.startsWith("\"");
            report.require(
                    Rule.HLS_07,
                    !isKnown(name) || QUOTED.matcher(name).matches() == quoted,
                    () -> "quotes of " + name + " in " + text);
            report.require(
                    Rule.HLS_07,
                    !NUMBERS.matcher(name).matches() || DECIMAL.matcher(value).matches(),
                    () -> "decimal of " + name + " in " + text);
            String before = values.put(name, quoted ? value.substring(1, value.length() - 1) : value);
            report.require(Rule.HLS_07, before == null, () -> name + " twice in " + text);
            at = matcher.end();
            open = !matcher.group(3).isEmpty();
        }
        boolean whole = !open && at == text.length();
        report.require(Rule.HLS_07, whole, () -> "not an attribute list: " + text);
        return new Attributes(values);
    }

    private static boolean isKnown(String name) {
        return NUMBERS.matcher(name).matches()
                || QUOTED.matcher(name).matches()
                || name.matches("TYPE|DEFAULT|AUTOSELECT|FORCED|INDEPENDENT|GAP|RESOLUTION|CAN-BLOCK-RELOAD|METHOD");
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<Double> number(String name) {
        return text(name).filter(value -> DECIMAL.matcher(value).matches()).map(Double::valueOf);
    }

    boolean isYes(String name) {
        return text(name).filter("YES"::equals).isPresent();
    }
}
