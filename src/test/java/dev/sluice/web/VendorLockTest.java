package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vendored files are the ones that the lock names, byte by byte: a patch by hand or a swap fails here. */
class VendorLockTest {
    /** What the pages ship, and what only tests use. */
    static List<Path> folders() {
        return List.of(Path.of("src/main/resources/web/vendor"), Path.of("src/test/resources/vendor"));
    }

    private record Line(String name, String version, String licence, String file, String sha256) {
        static Line parse(String text) {
            String[] columns = text.split(" ");
            assertThat(columns).as(text).hasSize(5);
            return new Line(columns[0], columns[1], columns[2], columns[3], columns[4]);
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyFileHasTheHashOfTheLock(Path folder) throws Exception {
        for (Line line : lock(folder)) {
            byte[] content = Files.readAllBytes(folder.resolve(line.file()));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            assertThat(HexFormat.of().formatHex(digest)).as(line.file()).isEqualTo(line.sha256());
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void nothingIsVendoredBesideTheLock(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("vendor.lock"),
                                    lock(folder).stream().map(Line::file))
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyPackageHasItsLicenceBesideIt(Path folder) throws IOException {
        for (Line line : lock(folder)) {
            assertThat(line.licence()).isIn("Apache-2.0", "MIT");
            assertThat(folder.resolve(line.name() + ".LICENSE")).isNotEmptyFile();
        }
    }

    private static List<Line> lock(Path folder) throws IOException {
        List<Line> lines = Files.readAllLines(folder.resolve("vendor.lock")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Line::parse)
                .toList();
        assertThat(lines).isNotEmpty();
        return lines;
    }
}
