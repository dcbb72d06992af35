package dev.sluice.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Connections that ask for one file again and again, each as soon as it has the answer. */
final class HttpLoad implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 20);
    private final List<HttpSocket> sockets = new ArrayList<>();
    private final String path;
    private long answers;
    private long failures;

    HttpLoad(int port, String path, int connections) throws IOException {
        this.path = path;
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < connections; i++) {
            HttpSocket socket = new HttpSocket(server, this::answered);
            socket.channel().register(selector, SelectionKey.OP_READ, socket);
            sockets.add(socket);
            socket.get(path, false);
        }
    }

    void runFor(long millis) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < deadline) {
            selector.select(this::read, 10);
        }
    }

    long answers() {
        return answers;
    }

    long bytes() {
        return sockets.stream().mapToLong(HttpSocket::bytes).sum();
    }

    /** Answers that were not 200. */
    long failures() {
        return failures;
    }

    @Override
    public void close() throws IOException {
        for (HttpSocket socket : sockets) {
            socket.channel().close();
        }
        selector.close();
    }

    private void answered(HttpSocket socket, int status, String body) throws IOException {
        answers++;
        failures += status == 200 ? 0 : 1;
        socket.get(path, false);
    }

    private void read(SelectionKey key) {
        try {
            if (!((HttpSocket) key.attachment()).read(scratch)) {
                throw new IOException("closed by the server");
            }
        } catch (IOException e) {
            System.err.println("http: " + e);
            failures++;
            key.cancel();
        }
    }
}
