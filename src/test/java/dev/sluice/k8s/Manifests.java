package dev.sluice.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A set of Kubernetes objects, parsed into the models of the API so that unknown fields can be found. */
record Manifests(List<HasMetadata> objects) {
    private static final KubernetesSerialization MODELS = new KubernetesSerialization();

    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();
    private static final boolean KUSTOMIZE = kubectlHasKustomize5();

    /** What an operator would apply from a directory, rendered once. Skips the calling test loudly without kubectl. */
    static Manifests rendered(String directory) {
        if (!KUSTOMIZE) {
            String reason = "NOT CHECKED: " + directory + ". No kubectl of 1.27 or newer is on the PATH; install one"
                    + " (Debian 13: apt-get install kubernetes-client) and run again.";
            boolean allowed = "kubectl".equals(System.getenv("SLUICE_TESTS_WITHOUT"));
            if ("true".equals(System.getenv("CI")) && !allowed) {
                fail(reason);
            }
            System.err.println(reason);
            abort(reason);
        }
        return RENDERED.computeIfAbsent(directory, missing -> {
            try {
                return render(missing);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    /** Kustomize learnt the labels that we use in version 5; Debian 12 still ships one of 2. */
    private static boolean kubectlHasKustomize5() {
        try {
            Process kubectl = new ProcessBuilder("kubectl", "version", "--client", "--output=json")
                    .redirectErrorStream(true)
                    .start();
            kubectl.getOutputStream().close();
            String answer = new String(kubectl.getInputStream().readAllBytes(), UTF_8);
            return kubectl.waitFor() == 0 && answer.matches("(?s).*\"kustomizeVersion\": *\"v([5-9]|\\d\\d+)\\..*");
        } catch (IOException e) {
            return false; // There is none.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** {@code kubectl kustomize} needs no cluster. */
    private static Manifests render(String directory) throws IOException, InterruptedException {
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", directory).start();
        kubectl.getOutputStream().close();
        String yaml = new String(kubectl.getInputStream().readAllBytes(), UTF_8);
        String complaints = new String(kubectl.getErrorStream().readAllBytes(), UTF_8);
        assertThat(kubectl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(kubectl.exitValue()).as("%s: %s", directory, complaints).isZero();
        assertThat(complaints).as("warnings for %s", directory).isEmpty();
        return parse(yaml);
    }

    static Manifests parse(String yaml) {
        List<HasMetadata> objects = new ArrayList<>();
        for (Object document : yaml(yaml)) {
            Map<?, ?> object = (Map<?, ?>) document;
            String apiVersion = String.valueOf(object.get("apiVersion"));
            String kind = String.valueOf(object.get("kind"));
            Class<? extends KubernetesResource> model = MODELS.getRegisteredKubernetesResource(apiVersion, kind);
            assertThat(model).as("model of %s %s", apiVersion, kind).isNotNull();
            objects.add((HasMetadata) MODELS.convertValue(object, model));
        }
        return new Manifests(objects);
    }

    /** The documents of a YAML text as maps and lists; a key given twice is an error. */
    static List<Object> yaml(String text) {
        List<Object> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build()).loadAllFromString(text).forEach(documents::add);
        return documents;
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> T only(Class<T> kind, String name) {
        List<T> found = all(kind).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .toList();
        assertThat(found).as("%s %s", kind.getSimpleName(), name).hasSize(1);
        return found.get(0);
    }

    Deployment sluice() {
        return only(Deployment.class, "sluice");
    }

    Container sluiceContainer() {
        List<Container> containers = sluice().getSpec().getTemplate().getSpec().getContainers();
        assertThat(containers).hasSize(1);
        return containers.get(0);
    }

    /** The variables of all containers that take their value from a Secret. */
    List<EnvVar> secretVariables() {
        return all(Deployment.class).stream()
                .flatMap(deployment -> deployment.getSpec().getTemplate().getSpec().getContainers().stream())
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValueFrom() != null
                        && variable.getValueFrom().getSecretKeyRef() != null)
                .toList();
    }
}
