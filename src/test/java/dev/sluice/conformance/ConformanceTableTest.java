package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/conformance.md says of every rule what the checker does. */
class ConformanceTableTest {
    @Test
    void theTableOfTheDocsIsTheCheckers() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs", "conformance.md")).stream()
                .filter(line -> line.startsWith("| HLS-"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Stream.of(Rule.values()).map(Rule::row).toList());
    }

    @Test
    void rulesAreNumberedWithoutGaps() {
        Rule[] rules = Rule.values();
        assertThat(rules).hasSize(76);
        for (int i = 0; i < rules.length; i++) {
            assertThat(rules[i].number()).isEqualTo("HLS-%02d".formatted(i + 1));
        }
    }

    @Test
    void everyRuleIsAskedWhereTheTableSays() throws IOException {
        Path tests = Path.of("src/test/java/dev/sluice");
        for (Rule rule : Rule.values()) {
            Path inPackage = tests.resolve("conformance/" + rule.where() + ".java");
            Path inTests = tests.resolve("e2e/" + rule.where() + ".java");
            assertThat(Files.exists(inPackage) || Files.exists(inTests))
                    .as(rule + " in " + rule.where())
                    .isTrue();
            if (Files.exists(inPackage) && rule.compareTo(Rule.HLS_71) < 0) {
                assertThat(Files.readString(inPackage)).as(rule.where()).contains(rule.name());
            }
        }
    }
}
