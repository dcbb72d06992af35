package dev.sluice.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CON-1: every pod passes the restricted Pod Security Standard, and a little more. */
class PodSecurityTest {
    private static final String BASE = "k8s/base";
    private static final String LOCAL = "k8s/overlays/local";

    private static List<PodSpec> pods(String directory) {
        List<PodSpec> pods = Manifests.rendered(directory).all(Deployment.class).stream()
                .map(deployment -> deployment.getSpec().getTemplate().getSpec())
                .toList();
        assertThat(pods).isNotEmpty();
        return pods;
    }

    private static Stream<Container> containers(String directory) {
        return pods(directory).stream()
                .flatMap(pod -> Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream()));
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void con1PodsShareNothingWithTheirNode(String directory) {
        assertThat(pods(directory)).allSatisfy(pod -> {
            assertThat(pod.getHostNetwork()).isNotEqualTo(true);
            assertThat(pod.getHostPID()).isNotEqualTo(true);
            assertThat(pod.getHostIPC()).isNotEqualTo(true);
            assertThat(pod.getVolumes())
                    .allMatch(volume -> volume.getEmptyDir() != null || volume.getPersistentVolumeClaim() != null);
        });
        assertThat(containers(directory))
                .flatExtracting(Container::getPorts)
                .allMatch(port -> port.getHostPort() == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void con1PodsRunAsAnOrdinaryUserUnderTheDefaultSeccompProfile(String directory) {
        assertThat(pods(directory)).allSatisfy(pod -> {
            var security = pod.getSecurityContext();
            assertThat(security.getRunAsNonRoot()).isTrue();
            assertThat(security.getRunAsUser()).isPositive();
            assertThat(security.getRunAsGroup()).isPositive();
            assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(security.getSysctls()).isEmpty();
        });
        var sluice = Manifests.rendered(directory)
                .sluice()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getSecurityContext();
        assertThat(sluice.getRunAsUser()).isEqualTo(ProgramContract.UID);
        assertThat(sluice.getRunAsGroup()).isEqualTo(ProgramContract.UID);
        assertThat(sluice.getFsGroup()).isEqualTo(ProgramContract.UID);
        assertThat(sluice.getFsGroupChangePolicy()).isEqualTo("OnRootMismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void con1ContainersHaveNoRightsAndAReadOnlyRoot(String directory) {
        assertThat(containers(directory)).allSatisfy(container -> {
            var security = container.getSecurityContext();
            assertThat(security.getAllowPrivilegeEscalation()).isFalse();
            assertThat(security.getPrivileged()).isNotEqualTo(true);
            assertThat(security.getReadOnlyRootFilesystem()).isTrue();
            assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(security.getCapabilities().getAdd()).isEmpty();
            assertThat(security.getProcMount()).isIn(null, "Default");
            // Nothing here may weaken what the pod says.
            assertThat(security.getRunAsNonRoot()).isNotEqualTo(false);
            assertThat(security.getRunAsUser()).isNull();
            assertThat(security.getSeccompProfile()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void containersAreBoundedAndSayWhyTheyEnded(String directory) {
        assertThat(containers(directory)).allSatisfy(container -> {
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKeys("memory", "ephemeral-storage");
            assertThat(container.getTerminationMessagePolicy()).isEqualTo("FallbackToLogsOnError");
        });
        assertThat(pods(directory))
                .flatExtracting(PodSpec::getVolumes)
                .filteredOn(volume -> volume.getEmptyDir() != null)
                .extracting(Volume::getEmptyDir)
                .allMatch(directoryInMemory -> directoryInMemory.getSizeLimit() != null);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void sluiceHasAWholeNumberOfCpusAndAMemoryLimitThatIsAlsoItsRequest(String directory) {
        var resources = Manifests.rendered(directory).sluiceContainer().getResources();
        assertThat(resources
                        .getLimits()
                        .get("cpu")
                        .getNumericalAmount()
                        .stripTrailingZeros()
                        .scale())
                .isLessThanOrEqualTo(0);
        assertThat(resources.getRequests().get("memory"))
                .isEqualTo(resources.getLimits().get("memory"));
    }
}
