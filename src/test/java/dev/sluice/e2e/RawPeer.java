package dev.sluice.e2e;

import static java.util.Map.entry;

import dev.sluice.amf.AmfLimits;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.bytes.SliceQueue;
import dev.sluice.rtmp.chunk.ChunkLimits;
import dev.sluice.rtmp.chunk.ChunkReader;
import dev.sluice.rtmp.chunk.ChunkWriter;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.message.Audio;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.message.Message;
import dev.sluice.rtmp.message.Video;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** A peer that says what it is told to, message by message, and hears what the server says and when it closes. */
final class RawPeer implements AutoCloseable {
    private static final AmfValue NULL = AmfValue.Absent.NULL;
    private static final int ANSWER = 1 + 2 * 1536;

    private final Socket socket;
    private final ChunkWriter writer = new ChunkWriter(128);
    private final ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
    private final SliceQueue in = new SliceQueue();
    private final byte[] buffer = new byte[8_192];
    private boolean closed;

    /** Connects and greets. */
    RawPeer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.getOutputStream()
                .write(new ByteWriter().u8(3).fill(0, 2 * 1536).take().toArray());
        socket.getInputStream().readNBytes(ANSWER);
    }

    /** Connects to the application {@code live}; {@code capsEx} is what Enhanced RTMP calls so. */
    RawPeer connect(int capsEx) throws IOException {
        AmfValue properties = AmfValue.object(
                entry("app", AmfValue.of("live")),
                entry("capsEx", AmfValue.of(capsEx)),
                entry("fourCcList", AmfValue.of("*")));
        return send(Command.of("connect", 1, properties), 0);
    }

    RawPeer publish(String name) throws IOException {
        send(Command.of("createStream", 2, NULL), 0);
        return send(Command.of("publish", 3, NULL, AmfValue.of(name), AmfValue.of("live")), 1);
    }

    RawPeer command(String name, AmfValue argument) throws IOException {
        return send(Command.of(name, 9, NULL, argument), 0);
    }

    /** The body of an FLV audio tag. */
    RawPeer audio(String hex) throws IOException {
        return send(new Audio(Slice.hex(hex)), 1);
    }

    /** The body of an FLV video tag. */
    RawPeer video(String hex) throws IOException {
        return send(new Video(Slice.hex(hex)), 1);
    }

    private RawPeer send(Message message, int streamId) throws IOException {
        ByteWriter out = new ByteWriter();
        writer.write(message.at(0, streamId), out);
        socket.getOutputStream().write(out.take().toArray());
        return this;
    }

    /** The next message that {@code wanted} takes; empty when the server closes or {@code limit} is over before it. */
    Optional<Message> await(Predicate<Message> wanted, Duration limit) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<RawMessage> raw = reader.read(in);
            if (raw.isPresent()) {
                Message message = Message.decode(raw.get(), AmfLimits.DEFAULT);
                if (wanted.test(message)) {
                    return Optional.of(message);
                }
            } else if (closed || System.nanoTime() - deadline > 0) {
                return Optional.empty();
            } else {
                read();
            }
        }
    }

    /** What the server has to say in a status of {@code code}; empty when it does not. */
    Optional<String> awaitStatus(String code, Duration limit) throws Exception {
        return await(message -> status(message, "code").equals(Optional.of(code)), limit)
                .flatMap(message -> status(message, "description"));
    }

    private static Optional<String> status(Message message, String field) {
        return message instanceof Command command && command.name().equals("onStatus")
                ? command.argument(1).member(field).text()
                : Optional.empty();
    }

    /** Seconds until the server closes; reads what it still says. */
    double secondsUntilClosed(Duration limit) throws Exception {
        long begin = System.nanoTime();
        await(message -> false, limit);
        return closed ? (System.nanoTime() - begin) / 1e9 : Double.POSITIVE_INFINITY;
    }

    private void read() throws IOException {
        socket.setSoTimeout(20);
        try {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                closed = true;
            } else {
                in.add(Slice.wrap(Arrays.copyOf(buffer, count)));
            }
        } catch (SocketTimeoutException quiet) {
            // Nothing was said.
        } catch (SocketException reset) {
            closed = true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
