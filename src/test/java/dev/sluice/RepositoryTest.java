package dev.sluice;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the repository tidy: what a reviewer would otherwise have to look for by eye. */
class RepositoryTest {
    private static final int MAIN_LINES = 400;
    private static final int TEST_LINES = 600;
    private static final int LINE_LENGTH = 120;

    private static final Path ROOT = Path.of("");
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path DECISIONS = Path.of("docs/decisions");
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "data", ".idea", ".vscode", "node_modules");

    private static final Pattern TEXT = Pattern.compile(
            ".*\\.(md|java|xml|ya?ml|properties|puml|sql|html|css|js|sh|env|json|config)|.*/?(Dockerfile|run|mvnw)"
                    + "|\\.[a-z.]+");
    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.*}>-])/(work|root|home|Users)/[\\w.-]+");
    private static final Pattern REGISTRY_HOST =
            Pattern.compile("\\b(repo1?\\.maven\\.[a-z.]+|registry\\.npmjs\\.org|pypi\\.org"
                    + "|https?://[\\w.-]*(artifactory|nexus|mirror)[\\w.-]*)");
    private static final Pattern LINK =
            Pattern.compile("!?\\[[^]]*]\\(<?([^)\\s>]+)>?(?: \"[^\"]*\")?\\)|<img [^>]*src=\"([^\"]+)\"");

    private static List<Path> files(Path start) throws IOException {
        try (Stream<Path> walk = Files.walk(start.toString().isEmpty() ? Path.of(".") : start)) {
            return walk.map(Path::normalize)
                    .filter(path -> IntStream.range(0, path.getNameCount())
                            .noneMatch(i -> NOT_OURS.contains(path.getName(i).toString())))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> javaFiles(Path start) throws IOException {
        return files(start).stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is not UTF-8 text", e);
        }
    }

    @Test
    void filesAndLinesAreShortEnoughToRead() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : javaFiles(Path.of("src"))) {
            List<String> lines = lines(file);
            int limit = file.startsWith(MAIN) ? MAIN_LINES : TEST_LINES;
            if (lines.size() > limit) {
                tooLong.add(file + " has " + lines.size() + " lines, more than " + limit);
            }
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > LINE_LENGTH && !lines.get(i).startsWith("import ")) {
                    tooLong.add(file + ":" + (i + 1) + " has " + lines.get(i).length() + " characters");
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void halfOfTheProgramsFilesHaveLessThanAHundredLines() throws IOException {
        List<Integer> sizes = javaFiles(MAIN).stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .map(file -> lines(file).size())
                .sorted()
                .toList();
        assertThat(sizes.get(sizes.size() / 2)).isLessThan(100);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        Set<Path> packages = javaFiles(MAIN).stream().map(Path::getParent).collect(toSet());
        assertThat(packages).isNotEmpty().allSatisfy(directory -> {
            Path info = directory.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(Files.readString(info)).startsWith("/**").contains("@NullMarked");
        });
    }

    @Test
    void testsAreNamedSoThatTheBuildRunsThem() throws IOException {
        assertThat(javaFiles(TESTS))
                .filteredOn(file -> lines(file).stream()
                        .anyMatch(line ->
                                line.strip().matches("@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b.*")))
                .isNotEmpty()
                .allMatch(file -> file.getFileName().toString().matches("\\w+(Test|IT)\\.java"));
    }

    @Test
    void textsNameNoMachineAndNoPackageRegistry() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files(ROOT)) {
            // The wrapper has to say where Maven comes from; this class has to say what it looks for.
            boolean exempt = file.startsWith(".mvn/wrapper")
                    || file.toString().startsWith("mvnw")
                    || file.endsWith("RepositoryTest.java");
            if (exempt || !TEXT.matcher(file.toString()).matches()) {
                continue;
            }
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (MACHINE_PATH.matcher(line).find()
                        || REGISTRY_HOST.matcher(line).find()) {
                    found.add(file + ":" + (i + 1) + ": " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void decisionsAreNumberedWithoutGapsAndListed() throws IOException {
        List<Path> decisions = files(DECISIONS).stream()
                .filter(file -> !file.endsWith("README.md"))
                .toList();
        String index = Files.readString(DECISIONS.resolve("README.md"));
        for (int i = 0; i < decisions.size(); i++) {
            String name = decisions.get(i).getFileName().toString();
            String number = String.format(Locale.ROOT, "%04d", i + 1);
            assertThat(name).matches(number + "(-[a-z0-9]+)+\\.md");
            List<String> lines = lines(decisions.get(i));
            assertThat(lines.get(0)).as(name).startsWith("# " + number + ". ");
            assertThat(lines).as(name).anyMatch(line -> line.startsWith("Status: "));
            assertThat(index).contains("[" + lines.get(0).substring(2) + "](" + name + ")");
        }
        assertThat(decisions).isNotEmpty();
    }

    @Test
    void changesAreCollectedForTheNextRelease() {
        assertThat(lines(Path.of("CHANGELOG.md"))).contains("## [Unreleased]");
    }

    @Test
    void linksInTheDocsLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : files(ROOT)) {
            if (file.toString().endsWith(".md")) {
                LINK.matcher(withoutCode(Files.readString(file)))
                        .results()
                        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                        .filter(target -> !target.matches("(https?|mailto):.*"))
                        .filter(target -> !leadsSomewhere(file, target))
                        .forEach(target -> broken.add(file + ": " + target));
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path from, String target) {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty() ? from : from.resolveSibling(path).normalize();
        if (!Files.exists(file.toString().isEmpty() ? Path.of(".") : file)) {
            return false;
        }
        return hash < 0 || anchors(file).contains(target.substring(hash + 1));
    }

    /** The anchors that a forge makes of a Markdown file's headings. */
    private static Set<String> anchors(Path file) {
        return withoutCode(String.join("\n", lines(file)))
                .lines()
                .filter(line -> line.matches("#{1,6} .+"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .collect(toSet());
    }

    private static String withoutCode(String markdown) {
        return markdown.replaceAll("(?ms)^```.*?^```$", "");
    }
}
