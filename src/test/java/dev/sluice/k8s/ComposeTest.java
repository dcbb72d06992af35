package dev.sluice.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docker-compose.yml}: the ports of the contract, and a container that may do nothing but its work. */
class ComposeTest {
    private static final Path FILE = Path.of("docker-compose.yml");

    @SuppressWarnings("unchecked") // YAML's maps have text keys here; a file that breaks this fails the test.
    private static Map<String, Object> service(String name) throws IOException {
        Map<String, Object> file =
                (Map<String, Object>) Manifests.yaml(Files.readString(FILE)).get(0);
        Map<String, Map<String, Object>> services = (Map<String, Map<String, Object>>) file.get("services");
        return services.get(name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> environment(String service) throws IOException {
        return (Map<String, String>) service(service).get("environment");
    }

    private static Set<String> variables(String text) {
        return Pattern.compile("\\$\\{([A-Z_]+)")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void thePortsOfTheContractAreOpenAndManagementIsForThisMachineOnly() throws IOException {
        assertThat(service("sluice").get("ports"))
                .isEqualTo(List.of("1935:1935", "8080:8080", "8000:8080", "127.0.0.1:9000:9000"));
        assertThat(service("postgres").get("ports")).isEqualTo(List.of("127.0.0.1:5430:5432"));
    }

    @Test
    void sluiceRunsWithoutRightsOnAReadOnlyRoot() throws IOException {
        Map<String, Object> sluice = service("sluice");
        assertThat(sluice.get("read_only")).isEqualTo(true);
        assertThat(sluice.get("cap_drop")).isEqualTo(List.of("ALL"));
        assertThat(sluice.get("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
        assertThat(sluice).doesNotContainKeys("cap_add", "privileged", "user", "network_mode");
        assertThat(service("postgres").get("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
    }

    @Test
    void temporaryFilesLieInMemoryWhereNativeLibrariesMayBeLoaded() throws IOException {
        assertThat(service("sluice").get("tmpfs").toString()).matches("\\[/tmp:rw,exec,nosuid,nodev,size=64m.*]");
    }

    @Test
    void theDrainHasTimeToEnd() throws IOException {
        assertThat(service("sluice").get("stop_grace_period")).isEqualTo("40s");
    }

    @Test
    void sluiceDoesNotWaitForItsDatabaseToStart() throws IOException {
        assertThat(service("sluice")).doesNotContainKey("depends_on");
    }

    @Test
    void everySettingIsOneThatTheProgramReads() throws IOException {
        assertThat(environment("sluice").keySet()).isSubsetOf(ProgramContract.environmentVariables());
        assertThat(environment("sluice").get("QUARKUS_DATASOURCE_REACTIVE_URL"))
                .isEqualTo(
                        "postgresql://postgres:5432/" + environment("postgres").get("POSTGRES_DB"));
        assertThat(environment("sluice").get("QUARKUS_DATASOURCE_USERNAME"))
                .isEqualTo(environment("postgres").get("POSTGRES_USER"));
        assertThat(service("postgres").get("image").toString()).matches("docker\\.io/library/postgres:17(\\W.*)?");
    }

    @Test
    void noSecretHasADefaultAndTheExampleNamesThemAll() throws IOException {
        String compose = Files.readString(FILE);
        List<String> example = Files.readAllLines(Path.of(".env.example"));
        assertThat(variables(compose))
                .isEqualTo(example.stream()
                        .filter(line -> line.endsWith("="))
                        .map(line -> line.replace("=", ""))
                        .collect(Collectors.toSet()));
        assertThat(compose).doesNotContainPattern("\\$\\{[A-Z_]+:?-[^}]");
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains(".env");
    }
}
