package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A TLS port for a running program: its certificate in files, and clients that take any. */
final class TlsPort {
    private final int port = RunningSluice.freePort();
    private final Path directory;

    /** Begins with a certificate for {@code name}. */
    TlsPort(String name) throws IOException, InterruptedException {
        directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "e2e")), "tls-")
                .toAbsolutePath();
        renew(name);
    }

    int number() {
        return port;
    }

    /** What the program is to be started with, and {@code more}. */
    Map<String, String> properties(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "sluice.rtmps.port",
                "" + port,
                "sluice.rtmps.tls-configuration-name",
                "edge",
                "quarkus.tls.edge.key-store.pem.0.cert",
                directory.resolve("tls.crt").toString(),
                "quarkus.tls.edge.key-store.pem.0.key",
                directory.resolve("tls.key").toString(),
                "quarkus.tls.edge.reload-period",
                "1s"));
        properties.putAll(more);
        return properties;
    }

    static SSLContext trusting() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        return context;
    }

    /** The whole file appears at once, as Kubernetes swaps a mounted secret. */
    void renew(String name) throws IOException, InterruptedException {
        List<String> command = List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-keyout",
                directory.resolve("new.key").toString(),
                "-out",
                directory.resolve("new.crt").toString());
        Process openssl = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).isZero();
        for (String suffix : List.of("key", "crt")) {
            Files.move(
                    directory.resolve("new." + suffix),
                    directory.resolve("tls." + suffix),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
