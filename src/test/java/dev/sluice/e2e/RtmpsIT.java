package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/** TRA-1: RTMP over TLS from the registry's certificate, which may change under a live publication. */
class RtmpsIT {
    @Test
    void tra1PublishesOverTlsAndRenewsTheCertificateMeanwhile() throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "e2e")), "tls-")
                .toAbsolutePath();
        certificate(directory, "first");
        int port = RunningSluice.freePort();
        Map<String, String> properties = Map.of(
                "sluice.rtmps.port",
                "" + port,
                "sluice.rtmps.tls-configuration-name",
                "edge",
                "quarkus.tls.edge.key-store.pem.0.cert",
                directory.resolve("tls.crt").toString(),
                "quarkus.tls.edge.key-store.pem.0.key",
                directory.resolve("tls.key").toString(),
                "quarkus.tls.edge.reload-period",
                "1s");
        try (RunningSluice sluice = RunningSluice.start("rtmps", properties);
                FfmpegProcess encoder =
                        Ffmpeg.any().publish("rtmps://127.0.0.1:" + port + "/live/" + sluice.demoKey())) {
            await().atMost(Duration.ofSeconds(15)).until(() -> sluice.log().contains("event=published"));
            assertThat(subject(port, "TLSv1.3")).contains("first");
            assertThat(subject(port, "TLSv1.2")).contains("first");

            certificate(directory, "second");
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(subject(port, "TLSv1.3")).contains("second"));
            double before = sluice.metric("sluice_stream_frames_total", "video");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> sluice.metric("sluice_stream_frames_total", "video") > before);
            assertThat(encoder.process().isAlive()).isTrue();
            assertThat(sluice.log()).doesNotContain("event=ended");
        }
    }

    @Test
    void strangersOnThePlainPortAreNamedInTheLog() throws Exception {
        RunningSluice sluice = RunningSluice.shared();
        double before = sluice.metric("sluice_rtmp_protocol_errors_total", "version");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sluice.rtmpPort())) {
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 100});
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sluice.rtmpPort())) {
            socket.getOutputStream()
                    .write("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> sluice.metric("sluice_rtmp_protocol_errors_total", "version") == before + 2);
        assertThat(sluice.log()).contains("kind=version remote=127.0.0.1 detail=\"not RTMP, looks like TLS on the");
    }

    /** The whole file appears at once, as Kubernetes swaps a mounted secret. */
    private static void certificate(Path directory, String name) throws IOException, InterruptedException {
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

    /** Whom the certificate names that a newcomer is shown. */
    private static String subject(int port, String version) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
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
