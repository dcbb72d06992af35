package dev.sluice.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept-alive HTTP/1.1 connection that asks one thing after the other; all answers need a Content-Length. */
final class HttpSocket {
    /** What is done with an answer; {@code body} is empty unless it was to be kept. */
    interface Answered {
        void answered(HttpSocket socket, int status, String body) throws IOException;
    }

    private static final String LENGTH = "content-length:";

    private final SocketChannel channel;
    private final Answered answered;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean keepsBody;
    private boolean isInBody;
    private int status;
    private long left;
    private long bytes;
    private long askedNanos;

    HttpSocket(InetSocketAddress server, Answered answered) throws IOException {
        this.answered = answered;
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Bytes of all answers. */
    long bytes() {
        return bytes;
    }

    /** Since the last request was sent. */
    long waitedNanos() {
        return System.nanoTime() - askedNanos;
    }

    void get(String path, boolean keepsBody) throws IOException {
        this.keepsBody = keepsBody;
        askedNanos = System.nanoTime();
        ByteBuffer request = ByteBuffer.wrap(
                ("GET " + path + " HTTP/1.1\r\nHost: bench\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** Reads once; false at the end of the connection. */
    boolean read(ByteBuffer scratch) throws IOException {
        int count = channel.read(scratch.clear());
        scratch.flip();
        bytes += Math.max(0, count);
        while (scratch.hasRemaining()) {
            if (isInBody) {
                readBody(scratch);
            } else {
                readHead(scratch);
            }
        }
        return count >= 0;
    }

    private void readHead(ByteBuffer scratch) throws IOException {
        byte next = scratch.get();
        head.write(next);
        if (next == '\n' && endsHead()) {
            String text = head.toString(StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
            head.reset();
            status = Integer.parseInt(text.substring(9, 12));
            int at = text.indexOf(LENGTH);
            left = at < 0
                    ? 0
                    : Long.parseLong(text.substring(at + LENGTH.length(), text.indexOf('\r', at))
                            .strip());
            isInBody = left > 0;
            if (!isInBody) {
                answered.answered(this, status, "");
            }
        }
    }

    private boolean endsHead() {
        byte[] read = head.toByteArray();
        int length = read.length;
        return length >= 4 && read[length - 2] == '\r' && read[length - 3] == '\n' && read[length - 4] == '\r';
    }

    private void readBody(ByteBuffer scratch) throws IOException {
        int count = (int) Math.min(left, scratch.remaining());
        if (keepsBody) {
            byte[] part = new byte[count];
            scratch.get(part);
            body.writeBytes(part);
        } else {
            scratch.position(scratch.position() + count);
        }
        left -= count;
        if (left == 0) {
            isInBody = false;
            String text = body.toString(StandardCharsets.UTF_8);
            body.reset();
            answered.answered(this, status, text);
        }
    }
}
