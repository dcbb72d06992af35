package dev.sluice.e2e;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Secret;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.client.ClientState;
import dev.sluice.rtmp.client.PublishSettings;
import dev.sluice.rtmp.client.RtmpPublisherClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;

/** A publisher over a plain socket that can do what encoders do by accident: stop and leave the socket open. */
final class SocketPublisher implements AutoCloseable {
    private static final Slice AAC_CONFIGURATION = Slice.hex("AF00 1190");
    private static final Slice AAC_FRAME = Slice.hex("AF01 21 10 05 20 A4 1B FF C0 00 00 00 00 00 00");

    private final Socket socket;
    private final RtmpPublisherClient client;
    private final byte[] buffer = new byte[16384];
    private boolean closedByServer;
    private long mediaMillis;

    SocketPublisher(int port, String key) throws IOException {
        this(port, key, "127.0.0.1");
    }

    /** Connects from {@code localAddress}, which may be any of 127.0.0.0/8. */
    SocketPublisher(int port, String key, String localAddress) throws IOException {
        this(connect(port, localAddress), key);
    }

    /** Speaks over a connection that somebody else has prepared, such as a load balancer. */
    SocketPublisher(Socket socket, String key) throws IOException {
        this.socket = socket;
        String url = "rtmp://127.0.0.1:" + socket.getPort() + "/live";
        client = new RtmpPublisherClient(PublishSettings.of("live", url, new Secret(key)), new Random(1));
        socket.setTcpNoDelay(true);
        flush();
    }

    private static Socket connect(int port, String localAddress) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(localAddress, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        return socket;
    }

    /** Talks until {@code wanted}, a refusal, the end of the connection, or {@code limit}. */
    ClientState await(ClientState wanted, Duration limit) throws IOException, MalformedInput {
        long deadline = System.nanoTime() + limit.toNanos();
        while (client.state() != wanted
                && client.state() != ClientState.REFUSED
                && !closedByServer
                && System.nanoTime() < deadline) {
            listen(20);
        }
        return client.state();
    }

    /** Reads and answers what there is. */
    void listen(int timeoutMillis) throws IOException, MalformedInput {
        socket.setSoTimeout(timeoutMillis);
        try {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                closedByServer = true;
            } else {
                client.feed(Slice.wrap(java.util.Arrays.copyOf(buffer, count)));
                flush();
            }
        } catch (SocketTimeoutException quiet) {
            flush();
        }
    }

    void audio() throws IOException {
        if (mediaMillis == 0) {
            client.audio(0, AAC_CONFIGURATION);
        }
        client.audio(mediaMillis += 21, AAC_FRAME);
        flush();
    }

    RtmpPublisherClient client() {
        return client;
    }

    boolean isClosedByServer() {
        return closedByServer;
    }

    private void flush() throws IOException {
        Slice output = client.takeOutput();
        if (!output.isEmpty()) {
            socket.getOutputStream().write(output.toArray());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
