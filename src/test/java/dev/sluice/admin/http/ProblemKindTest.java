package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProblemKindTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\d{3}[^|]*\\|([^|]*)\\|");
    private static final Pattern WORD = Pattern.compile("`([a-z-]+)`");

    @Test
    void theGuideListsEveryTypeAndNoOther() throws Exception {
        String guide = Files.readString(Path.of("docs/api.md"));
        List<String> documented = ROW.matcher(guide)
                .results()
                .map(row -> row.group(1))
                .flatMap(cell -> WORD.matcher(cell).results())
                .map((MatchResult word) -> "urn:sluice:problem:" + word.group(1))
                .toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemKind.values())
                        .map(ProblemKind::type)
                        .toList());
    }
}
