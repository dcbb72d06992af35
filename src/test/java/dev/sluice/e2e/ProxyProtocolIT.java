package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.client.ClientState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TRA-3: a load balancer of a trusted network tells who the encoder is, in front of RTMP and in front of TLS. */
class ProxyProtocolIT {
    private static final String SIGNATURE = "0D0A0D0A000D0A515549540A";
    private static final String TRUSTED = "127.0.0.1";

    private static TlsPort tls;
    private static RunningSluice sluice;
    private static String key;

    /** A header, and whom the log names for it; nobody where the connection is to be closed. */
    record Greeting(String name, Slice bytes, String source) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        tls = new TlsPort("proxied");
        sluice = RunningSluice.start(
                "proxy",
                tls.properties(
                        Map.of("sluice.rtmp.proxy-protocol", "true", "sluice.rtmp.proxy-trusted", TRUSTED + "/32")));
        key = sluice.demoKey();
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    static List<Greeting> headers() {
        return List.of(
                new Greeting("v1", Slice.utf8("PROXY TCP4 192.0.2.1 192.0.2.99 8080 1935\r\n"), "192.0.2.1"),
                new Greeting("v1 IPv6", Slice.utf8("PROXY TCP6 2001:db8::2 2001:db8::99 1 2\r\n"), "2001:db8:"),
                new Greeting("v1 UNKNOWN", Slice.utf8("PROXY UNKNOWN\r\n"), TRUSTED),
                new Greeting("v2", Slice.hex(SIGNATURE + "21 11 000C C0000203 C0000263 1F90 078F"), "192.0.2.3"),
                new Greeting(
                        "v2 with an extension",
                        Slice.hex(SIGNATURE + "21 11 0012 C0000204 C0000263 1F90 078F 040003 616263"),
                        "192.0.2.4"),
                new Greeting("v2 LOCAL", Slice.hex(SIGNATURE + "20 00 0000"), TRUSTED));
    }

    static List<Greeting> strangers() {
        return List.of(
                new Greeting("RTMP without a header", Slice.hex("03" + "00".repeat(1536)), ""),
                new Greeting("TLS without a header", Slice.hex("16030100c8010000c40303" + "00".repeat(200)), ""),
                new Greeting("v1 malformed", Slice.utf8("PROXY TCP4 192.0.2.1\r\n"), ""),
                new Greeting("v1 without an end", Slice.utf8("PROXY TCP4 " + "1".repeat(200)), ""),
                new Greeting("v2 of a later version", Slice.hex(SIGNATURE + "31 11 000C C0000203C00002631F90078F"), ""),
                new Greeting("v1 with an odd address", Slice.utf8("PROXY TCP4 here 192.0.2.99 1 2\r\n"), ""));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void namesTheEncoderInFrontOfRtmp(Greeting greeting) throws Exception {
        assertPublishes(connected(sluice.rtmpPort(), TRUSTED, greeting.bytes()), greeting.source());
    }

    @ParameterizedTest
    @MethodSource("headers")
    void namesTheEncoderInFrontOfTls(Greeting greeting) throws Exception {
        Socket plain = connected(tls.number(), TRUSTED, greeting.bytes());
        SSLSocketFactory factory = TlsPort.trusting().getSocketFactory();
        assertPublishes(factory.createSocket(plain, "127.0.0.1", tls.number(), true), greeting.source());
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void closesWhatIsNoHeader(Greeting greeting) throws Exception {
        for (int port : new int[] {sluice.rtmpPort(), tls.number()}) {
            assertClosed(port, TRUSTED, greeting.bytes());
        }
    }

    /** In front of TLS the header is read by Netty, which waits for all of it and gives up at the deadline. */
    @Test
    void doesNotWaitForAHeaderThatIsTooLong() throws Exception {
        assertClosed(sluice.rtmpPort(), TRUSTED, Slice.hex(SIGNATURE + "21 11 FFFF C0000203"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "127.0.1.1"})
    void believesNobodyElse(String peer) throws Exception {
        Slice header = headers().get(0).bytes();
        assertClosed(sluice.rtmpPort(), peer, header);
        double before = errors();
        try (Socket plain = connected(tls.number(), peer, header)) {
            SSLSocketFactory factory = TlsPort.trusting().getSocketFactory();
            try (Socket secured = factory.createSocket(plain, "127.0.0.1", tls.number(), true)) {
                assertThat(secured.getInputStream().read()).isEqualTo(-1);
            }
        }
        await().atMost(Duration.ofSeconds(3)).until(() -> errors() == before + 1);
        assertThat(sluice.log()).doesNotContain("event=published stream=demo remote=" + peer);
    }

    @Test
    void aHeaderMayComeInPieces() throws Exception {
        Socket socket = connected(sluice.rtmpPort(), TRUSTED, Slice.EMPTY);
        for (byte piece : Slice.utf8("PROXY TCP4 192.0.2.7 192.0.2.99 1 2\r\n").toArray()) {
            socket.getOutputStream().write(piece);
            Thread.sleep(2);
        }
        assertPublishes(socket, "192.0.2.7");
    }

    private static Socket connected(int port, String from, Slice header) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(4_000);
        socket.getOutputStream().write(header.toArray());
        return socket;
    }

    private static void assertPublishes(Socket socket, String source) throws Exception {
        long before = published(source);
        try (SocketPublisher encoder = new SocketPublisher(socket, key)) {
            assertThat(encoder.await(ClientState.PUBLISHED, Duration.ofSeconds(5)))
                    .isEqualTo(ClientState.PUBLISHED);
        }
        await().atMost(Duration.ofSeconds(3)).until(() -> published(source) == before + 1);
    }

    /** Within the bound of every protocol error, counted once, and the connection has its one reason. */
    private static void assertClosed(int port, String from, Slice bytes) throws IOException {
        double before = errors();
        double closed = closed();
        try (Socket socket = connected(port, from, bytes)) {
            long begin = System.nanoTime();
            try {
                assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            } catch (SocketTimeoutException e) {
                throw new AssertionError("still open", e);
            } catch (SocketException reset) {
                // Closed with our bytes unread: the system turns that into a reset.
            }
            assertThat((System.nanoTime() - begin) / 1e9).isLessThan(2);
        }
        await().atMost(Duration.ofSeconds(3)).until(() -> errors() == before + 1);
        assertThat(closed()).isEqualTo(closed + 1);
    }

    private static long published(String source) {
        return sluice.log()
                .lines()
                .filter(line -> line.contains("event=published ") && line.contains(" remote=" + source))
                .count();
    }

    private static double errors() {
        return sluice.metric("sluice_rtmp_protocol_errors_total", "kind=\"version\"");
    }

    private static double closed() {
        return sluice.metric("sluice_rtmp_connections_closed_total", "reason=\"protocol_error\"");
    }
}
