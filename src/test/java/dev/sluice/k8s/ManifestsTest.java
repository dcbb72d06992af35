package dev.sluice.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests of {@code k8s/}, rendered as an operator renders them and held against the program. */
class ManifestsTest {
    private static final String BASE = "k8s/base";
    private static final String LOCAL = "k8s/overlays/local";

    private static Stream<Deployment> deployments(String directory) {
        return Manifests.rendered(directory).all(Deployment.class).stream();
    }

    private static PodSpec podOf(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void everyFieldIsKnownToTheApi(String directory) {
        assertThat(UnknownFields.in(Manifests.rendered(directory))).isEmpty();
    }

    @Test
    void aMisspeltFieldIsFoundWithItsPath() {
        Manifests misspelt = Manifests.parse("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: gate}
                spec:
                  template:
                    spec:
                      containers:
                        - name: gate
                          readynessProbe: {periodSeconds: 1}
                      volumes:
                        - name: tmp
                          emptyDir: {sizelimit: 1Mi}
                """);
        assertThat(UnknownFields.in(misspelt))
                .containsExactlyInAnyOrder(
                        "Deployment/gate.spec.template.spec.containers[0].readynessProbe",
                        "Deployment/gate.spec.template.spec.volumes[0].emptyDir.sizelimit");
    }

    /** Needs no kubectl: what is written in the repository, patches and examples included. */
    @Test
    void everyFieldOfEverySourceFileIsKnownToTheApi() throws IOException {
        try (Stream<Path> walk = Files.walk(Path.of("k8s"))) {
            List<Path> files = walk.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .toList();
            assertThat(files).isNotEmpty();
            for (Path file : files) {
                String yaml = Files.readString(file).replace("$patch: delete", "");
                assertThat(UnknownFields.in(Manifests.parse(yaml)))
                        .as("%s", file)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void aDeploymentSelectsItsOwnPodsByNameAndComponentOnly(String directory) {
        deployments(directory).forEach(deployment -> {
            Map<String, String> selector = deployment.getSpec().getSelector().getMatchLabels();
            assertThat(selector).containsOnlyKeys("app.kubernetes.io/name", "app.kubernetes.io/component");
            assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(selector);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void aServiceReachesExactlyOneKindOfPodOnAPortThatItNames(String directory) {
        for (Service service : Manifests.rendered(directory).all(Service.class)) {
            List<Deployment> selected = deployments(directory)
                    .filter(deployment -> deployment
                            .getSpec()
                            .getTemplate()
                            .getMetadata()
                            .getLabels()
                            .entrySet()
                            .containsAll(service.getSpec().getSelector().entrySet()))
                    .toList();
            assertThat(selected).as(service.getMetadata().getName()).hasSize(1);
            List<String> names = podOf(selected.get(0)).getContainers().get(0).getPorts().stream()
                    .map(ContainerPort::getName)
                    .toList();
            assertThat(service.getSpec().getPorts())
                    .extracting(ServicePort::getTargetPort)
                    .extracting(IntOrString::getStrVal)
                    .isSubsetOf(names);
        }
    }

    @Test
    void servicesOfferRtmpToTheWorldAndHttpInside() {
        Service rtmp = Manifests.rendered(BASE).only(Service.class, "sluice-rtmp");
        assertThat(rtmp.getSpec().getType()).isEqualTo("LoadBalancer");
        assertThat(rtmp.getSpec().getExternalTrafficPolicy()).isEqualTo("Local");
        assertThat(rtmp.getSpec().getPorts()).extracting(ServicePort::getPort).containsExactly(ProgramContract.RTMP);

        Service http = Manifests.rendered(BASE).only(Service.class, "sluice-http");
        assertThat(http.getSpec().getType()).isEqualTo("ClusterIP");
        assertThat(http.getSpec().getSessionAffinity()).isIn(null, "None");
        assertThat(http.getSpec().getPorts()).extracting(ServicePort::getPort).containsExactly(80);
        assertThat(http.getSpec().getPorts())
                .extracting(port -> port.getTargetPort().getStrVal())
                .containsExactly("http");
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void managementIsInNoService(String directory) {
        assertThat(Manifests.rendered(directory).all(Service.class))
                .isNotEmpty()
                .flatExtracting(service -> service.getSpec().getPorts())
                .noneMatch(port -> port.getPort() == ProgramContract.MANAGEMENT
                        || "management".equals(port.getTargetPort().getStrVal())
                        || Integer.valueOf(ProgramContract.MANAGEMENT)
                                .equals(port.getTargetPort().getIntVal()));
    }

    @Test
    void containerPortsAreThoseOfTheProgram() throws IOException {
        assertThat(Manifests.rendered(BASE).sluiceContainer().getPorts())
                .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
                .containsExactlyInAnyOrder(
                        tuple("rtmp", ProgramContract.RTMP),
                        tuple("http", ProgramContract.HTTP),
                        tuple("management", ProgramContract.MANAGEMENT));
        Map<String, String> settings = ProgramContract.productionSettings();
        assertThat(settings.getOrDefault("quarkus.http.port", "8080")).isEqualTo("" + ProgramContract.HTTP);
        assertThat(settings.getOrDefault("quarkus.management.port", "9000")).isEqualTo("" + ProgramContract.MANAGEMENT);
        assertThat(settings.getOrDefault("quarkus.management.enabled", settings.isEmpty() ? "true" : "false"))
                .as("without the management interface the probes would ask a closed port")
                .isEqualTo("true");
        assertThat(settings)
                .as("these move the probes' paths")
                .doesNotContainKeys(
                        "quarkus.management.root-path",
                        "quarkus.http.non-application-root-path",
                        "quarkus.smallrye-health.root-path",
                        "quarkus.smallrye-health.liveness-path",
                        "quarkus.smallrye-health.readiness-path",
                        "quarkus.smallrye-health.startup-path");
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void probesAskTheManagementPort(String directory) {
        Container container = Manifests.rendered(directory).sluiceContainer();
        assertProbe(container.getStartupProbe(), ProgramContract.STARTED, 2, 30);
        assertProbe(container.getLivenessProbe(), ProgramContract.LIVE, 10, 3);
        assertProbe(container.getReadinessProbe(), ProgramContract.READY, 5, 2);
    }

    private static void assertProbe(Probe probe, String path, int periodSeconds, int failures) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
        assertThat(probe.getPeriodSeconds()).isEqualTo(periodSeconds);
        assertThat(probe.getFailureThreshold()).isEqualTo(failures);
        assertThat(probe.getTimeoutSeconds()).isBetween(2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void everyMountHasItsVolumeAndEveryClaimExists(String directory) {
        Set<String> claims = Set.copyOf(Manifests.rendered(directory).all(PersistentVolumeClaim.class).stream()
                .map(claim -> claim.getMetadata().getName())
                .toList());
        deployments(directory).map(ManifestsTest::podOf).forEach(pod -> {
            assertThat(pod.getContainers().get(0).getVolumeMounts())
                    .extracting(VolumeMount::getName)
                    .containsExactlyInAnyOrderElementsOf(
                            pod.getVolumes().stream().map(Volume::getName).toList());
            assertThat(pod.getVolumes().stream()
                            .filter(volume -> volume.getPersistentVolumeClaim() != null)
                            .map(volume -> volume.getPersistentVolumeClaim().getClaimName()))
                    .isSubsetOf(claims);
        });
    }

    @Test
    void theSharedVolumeIsWritableFromManyNodesAndMountedAtTheHlsTree() {
        PersistentVolumeClaim claim = Manifests.rendered(BASE).only(PersistentVolumeClaim.class, "sluice-hls");
        assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteMany");
        assertThat(Manifests.rendered(BASE).sluiceContainer().getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactlyInAnyOrder(ProgramContract.HLS_DIRECTORY, "/tmp");
    }

    @Test
    void theLocalOverlayNeedsNoClaimAndOneReplica() {
        assertThat(Manifests.rendered(LOCAL).all(PersistentVolumeClaim.class)).isEmpty();
        assertThat(Manifests.rendered(LOCAL).sluice().getSpec().getReplicas()).isEqualTo(1);
        assertThat(podOf(Manifests.rendered(LOCAL).sluice()).getVolumes())
                .allMatch(volume -> volume.getEmptyDir() != null && volume.getPersistentVolumeClaim() == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void theServiceAccountExistsAndIsGivenNoToken(String directory) {
        PodSpec pod = podOf(Manifests.rendered(directory).sluice());
        ServiceAccount account = Manifests.rendered(directory).only(ServiceAccount.class, pod.getServiceAccountName());
        assertThat(account.getAutomountServiceAccountToken()).isFalse();
        deployments(directory)
                .forEach(deployment -> assertThat(podOf(deployment).getAutomountServiceAccountToken())
                        .isFalse());
    }

    /** A Service named sluice-rtmp would otherwise set SLUICE_RTMP_PORT to a URL. */
    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void serviceLinksAreOff(String directory) {
        deployments(directory)
                .forEach(deployment ->
                        assertThat(podOf(deployment).getEnableServiceLinks()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void everySecretKeyIsGeneratedOrInTheTemplates(String directory) throws IOException {
        Map<String, Set<String>> keys = new HashMap<>();
        Manifests templates = Manifests.parse(Files.readString(Path.of("k8s/examples/secrets.yaml")));
        templates
                .all(Secret.class)
                .forEach(secret -> keys.put(
                        secret.getMetadata().getName(), secret.getStringData().keySet()));
        Manifests.rendered(directory)
                .all(Secret.class)
                .forEach(secret -> keys.put(
                        secret.getMetadata().getName(), secret.getData().keySet()));
        for (EnvVar variable : Manifests.rendered(directory).secretVariables()) {
            var reference = variable.getValueFrom().getSecretKeyRef();
            assertThat(keys.get(reference.getName()))
                    .as("%s from Secret %s", variable.getName(), reference.getName())
                    .contains(reference.getKey());
        }
        assertThat(Manifests.rendered(directory).sluiceContainer().getEnvFrom())
                .as("secrets are referenced key by key")
                .noneMatch(source -> source.getSecretRef() != null);
    }

    /** Without a URL each pod would start a database of its own, so a missing key must stop it. */
    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void aMissingDatabaseSettingStopsThePod(String directory) {
        assertThat(Manifests.rendered(directory).secretVariables())
                .filteredOn(variable -> variable.getName().startsWith("QUARKUS_DATASOURCE_"))
                .extracting(EnvVar::getName)
                .containsExactlyInAnyOrder(
                        "QUARKUS_DATASOURCE_REACTIVE_URL",
                        "QUARKUS_DATASOURCE_USERNAME",
                        "QUARKUS_DATASOURCE_PASSWORD");
        assertThat(Manifests.rendered(directory).secretVariables())
                .filteredOn(variable -> variable.getName().startsWith("QUARKUS_DATASOURCE_"))
                .noneMatch(variable -> Boolean.TRUE.equals(
                        variable.getValueFrom().getSecretKeyRef().getOptional()));
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void everySettingIsOneThatTheProgramReads(String directory) {
        Container container = Manifests.rendered(directory).sluiceContainer();
        assertThat(container.getEnvFrom()).hasSize(1);
        ConfigMap settings = Manifests.rendered(directory)
                .only(
                        ConfigMap.class,
                        container.getEnvFrom().get(0).getConfigMapRef().getName());
        assertThat(settings.getMetadata().getName())
                .as("the hash makes a changed value a rollout")
                .matches("sluice-[a-z0-9]{10}");
        assertThat(settings.getData().keySet()).isSubsetOf(ProgramContract.environmentVariables());
        assertThat(settings.getData()).containsEntry("SLUICE_HLS_DIRECTORY", ProgramContract.HLS_DIRECTORY);
        assertThat(container.getEnv())
                .extracting(EnvVar::getName)
                .doesNotHaveDuplicates()
                .isSubsetOf(ProgramContract.environmentVariables());
        assertThat(container.getEnv())
                .filteredOn(variable -> variable.getName().equals("SLUICE_NODE_ADDRESS"))
                .extracting(variable -> variable.getValueFrom().getFieldRef().getFieldPath())
                .containsExactly("status.podIP");
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, LOCAL})
    void theDrainHasTimeToEnd(String directory) {
        Container container = Manifests.rendered(directory).sluiceContainer();
        long preStop = container.getLifecycle().getPreStop().getSleep().getSeconds();
        assertThat(podOf(Manifests.rendered(directory).sluice()).getTerminationGracePeriodSeconds())
                .isGreaterThanOrEqualTo(45)
                .isGreaterThanOrEqualTo(preStop + ProgramContract.DRAIN_SECONDS + 10);
    }

    @Test
    void aRolloutNeverTakesAReplicaAwayBeforeAnotherIsReady() {
        var spec = Manifests.rendered(BASE).sluice().getSpec();
        assertThat(spec.getMinReadySeconds()).isEqualTo(10);
        assertThat(spec.getStrategy().getRollingUpdate().getMaxSurge().getIntVal())
                .isEqualTo(1);
        assertThat(spec.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal())
                .isZero();
    }

    @Test
    void replicasSpreadOverNodesAndZonesWithoutBlocking() {
        assertThat(podOf(Manifests.rendered(BASE).sluice()).getTopologySpreadConstraints())
                .allSatisfy(spread -> {
                    assertThat(spread.getWhenUnsatisfiable()).isEqualTo("ScheduleAnyway");
                    assertThat(spread.getMatchLabelKeys()).containsExactly("pod-template-hash");
                    assertThat(spread.getLabelSelector().getMatchLabels())
                            .isEqualTo(Manifests.rendered(BASE)
                                    .sluice()
                                    .getSpec()
                                    .getSelector()
                                    .getMatchLabels());
                })
                .extracting(spread -> spread.getTopologyKey())
                .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
    }

    @Test
    void theImageIsThisVersion() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
        assertThat(Manifests.rendered(BASE).sluiceContainer().getImage())
                .isEqualTo("sluice:" + version.replace("-SNAPSHOT", ""));
    }
}
