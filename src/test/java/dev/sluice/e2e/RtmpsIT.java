package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** TRA-1: RTMP over TLS from the registry's certificate, which may change under a live publication. */
class RtmpsIT {
    @Test
    void tra1PublishesOverTlsAndRenewsTheCertificateMeanwhile() throws Exception {
        TlsPort tls = new TlsPort("first");
        int port = tls.number();
        Map<String, String> properties = tls.properties(Map.of());
        try (RunningSluice sluice = RunningSluice.start("rtmps", properties);
                FfmpegProcess encoder =
                        Ffmpeg.any().publish("rtmps://127.0.0.1:" + port + "/live/" + sluice.demoKey())) {
            await().atMost(Duration.ofSeconds(15)).until(() -> sluice.log().contains("event=published"));
            assertThat(subject(port, "TLSv1.3")).contains("first");
            assertThat(subject(port, "TLSv1.2")).contains("first");

            tls.renew("second");
            // Who shakes hands in the very moment of the change may be reset, and comes again.
            await().atMost(Duration.ofSeconds(15))
                    .ignoreException(SocketException.class)
                    .untilAsserted(() -> assertThat(subject(port, "TLSv1.3")).contains("second"));
            double before = sluice.metric("sluice_stream_frames_total", "video");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> sluice.metric("sluice_stream_frames_total", "video") > before);
            assertFailedHandshakesAreCounted(sluice, port);
            assertThat(encoder.process().isAlive()).isTrue();
            assertThat(sluice.log()).doesNotContain("event=ended");
        }
    }

    /** Each is counted; one line a minute tells of them, and nothing of what they sent. */
    private static void assertFailedHandshakesAreCounted(RunningSluice sluice, int port) throws Exception {
        String kind = "kind=\"version\"";
        double before = sluice.metric("sluice_rtmp_protocol_errors_total", kind);
        for (int i = 0; i < 3; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write("GET /slk_secret HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().readAllBytes();
            }
        }
        await().until(() -> sluice.metric("sluice_rtmp_protocol_errors_total", kind) == before + 3);
        assertThat(sluice.metric("sluice_rtmp_connections_closed_total", "protocol_error"))
                .isEqualTo(before + 3);
        assertThat(sluice.log()).containsOnlyOnce("event=tls_refused").doesNotContain("slk_secret");
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

    /** Whom the certificate names that a newcomer is shown. */
    private static String subject(int port, String version) throws Exception {
        try (SSLSocket socket = (SSLSocket)
                TlsPort.trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }
}
