package dev.sluice.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code Dockerfile}: what can be read off it without building it. */
class DockerfileTest {
    private static final String PINNED = "[a-z0-9./-]+:[A-Za-z0-9._-]+@sha256:[0-9a-f]{64}";

    /** One instruction a line: comments gone, continued lines joined. */
    private static List<String> instructions() throws IOException {
        String text = Files.readString(Path.of("Dockerfile"));
        return Stream.of(text.replaceAll("(?m)^#.*\\n", "")
                        .replaceAll("\\\\\\n\\s*", "")
                        .split("\\n", -1))
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static List<String> arguments(String instruction) throws IOException {
        return instructions().stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).trim())
                .toList();
    }

    /** Those of the last stage, which becomes the image. */
    private static List<String> runtimeInstructions() throws IOException {
        List<String> all = instructions();
        int last = all.lastIndexOf("FROM ${RUNTIME_IMAGE}");
        assertThat(last).isPositive();
        return all.subList(last + 1, all.size());
    }

    @Test
    void bothBasesArePinnedByDigest() throws IOException {
        Map<String, String> images = arguments("ARG").stream()
                .filter(argument -> argument.contains("_IMAGE="))
                .collect(Collectors.toMap(
                        argument -> "${" + argument.substring(0, argument.indexOf('=')) + "}",
                        argument -> argument.substring(argument.indexOf('=') + 1)));
        assertThat(images.values()).allMatch(image -> image.matches(PINNED));
        assertThat(arguments("FROM")).hasSize(2).allMatch(base -> images.containsKey(base.replaceFirst(" AS .*", "")));
        assertThat(images.get("${RUNTIME_IMAGE}")).contains("/ubi9/openjdk-");
    }

    @Test
    void nothingIsDownloadedPastTheBuildTool() throws IOException {
        assertThat(arguments("ADD")).isEmpty();
        assertThat(arguments("RUN"))
                .noneMatch(command -> Pattern.compile("\\b(curl|wget)\\b|https?://")
                        .matcher(command)
                        .find());
    }

    @Test
    void theProgramRunsAsItsOwnUserThatPasswdKnows() throws IOException {
        assertThat(runtimeInstructions())
                .filteredOn(line -> line.startsWith("USER "))
                .last()
                .isEqualTo("USER " + ProgramContract.UID + ":0");
        assertThat(arguments("RUN")).anyMatch(command -> command.contains(":x:" + ProgramContract.UID + ":0:"));
    }

    @Test
    void thePortsOfTheContractAreExposed() throws IOException {
        assertThat(arguments("EXPOSE"))
                .containsExactly("%d %d %d %d"
                        .formatted(
                                ProgramContract.RTMP,
                                ProgramContract.RTMPS,
                                ProgramContract.HTTP,
                                ProgramContract.MANAGEMENT));
    }

    @Test
    void theDataDirectoryIsAVolumeAndTemporaryFilesGoToTmp() throws IOException {
        assertThat(arguments("VOLUME")).containsExactly(ProgramContract.DATA_DIRECTORY);
        String environment = String.join(" ", arguments("ENV"));
        assertThat(environment)
                .contains("SLUICE_DATA_DIRECTORY=" + ProgramContract.DATA_DIRECTORY)
                .contains("QUARKUS_VERTX_CACHE_DIRECTORY=/tmp/")
                .contains("-Djava.io.tmpdir=/tmp")
                .contains("-Dvertx.cacheDirBase=/tmp/")
                .contains("-XX:MaxDirectMemorySize=")
                .doesNotContain("JAVA_TOOL_OPTIONS");
    }

    @Test
    void aSignalReachesJavaAndHealthIsAskedOfTheManagementPort() throws IOException {
        assertThat(arguments("STOPSIGNAL")).containsExactly("SIGTERM");
        assertThat(arguments("ENTRYPOINT"))
                .singleElement()
                .asString()
                .startsWith("[")
                .contains("exec java ", "$JAVA_OPTS_APPEND");
        assertThat(arguments("HEALTHCHECK"))
                .singleElement()
                .asString()
                .contains("/" + ProgramContract.MANAGEMENT + " ", ProgramContract.READY);
    }

    /** A change of code must not ship the libraries again. */
    @Test
    void librariesComeBeforeTheProgramsOwnClasses() throws IOException {
        List<String> copies = runtimeInstructions().stream()
                .filter(line -> line.startsWith("COPY --from=build"))
                .map(line -> line.replaceFirst(".*/quarkus-app/(\\S+) .*", "$1"))
                .toList();
        assertThat(copies).containsExactly("lib/", "*.jar", "quarkus/", "app/");
    }

    @Test
    void theImageSaysWhatItIs() throws IOException {
        assertThat(arguments("LABEL"))
                .singleElement()
                .asString()
                .contains(".title=", ".licenses=\"Apache-2.0\"", ".version=", ".revision=");
    }

    @Test
    void theBuildContextHoldsSourcesOnly() throws IOException {
        assertThat(Files.readAllLines(Path.of(".dockerignore")))
                .filteredOn(line -> !line.startsWith("#") && !line.isBlank())
                .containsExactly("*", "!.mvn", "!mvnw", "!pom.xml", "!src/main");
    }
}
