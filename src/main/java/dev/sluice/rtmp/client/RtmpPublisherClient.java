package dev.sluice.rtmp.client;

import static java.util.Map.entry;

import dev.sluice.amf.AmfLimits;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.bytes.SliceQueue;
import dev.sluice.rtmp.chunk.ChunkLimits;
import dev.sluice.rtmp.chunk.ChunkReader;
import dev.sluice.rtmp.chunk.ChunkWriter;
import dev.sluice.rtmp.chunk.MessageTooLong;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.handshake.ClientHandshake;
import dev.sluice.rtmp.message.Acknowledgement;
import dev.sluice.rtmp.message.Audio;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.message.DataMessage;
import dev.sluice.rtmp.message.MalformedCommand;
import dev.sluice.rtmp.message.Message;
import dev.sluice.rtmp.message.SetChunkSize;
import dev.sluice.rtmp.message.UserControl;
import dev.sluice.rtmp.message.Video;
import dev.sluice.rtmp.message.WindowAcknowledgementSize;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Publishes one stream, in the order of commands that OBS and FFmpeg use. Bytes go in by {@link #feed}, come out by
 * {@link #takeOutput} in one piece; after the constructor and after each call there may be some. Used by one thread.
 */
public final class RtmpPublisherClient {
    private static final AmfValue NULL = AmfValue.Absent.NULL;
    private static final int CONNECT = 1;
    private static final int CREATE_STREAM = 4;

    private final PublishSettings settings;
    private final ClientHandshake handshake;
    private final SliceQueue in = new SliceQueue();
    private final ByteWriter out = new ByteWriter(4096);
    private final ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
    private final ChunkWriter writer = new ChunkWriter(128);
    private ClientState state = ClientState.HANDSHAKE;
    private Optional<Refusal> refusal = Optional.empty();
    private int streamId;
    private long receivedBytes;
    private long acknowledgedBytes;
    private long windowBytes = Long.MAX_VALUE;

    /** {@code random} fills the handshake. */
    public RtmpPublisherClient(PublishSettings settings, RandomGenerator random) {
        this.settings = settings;
        handshake = settings.digest() ? ClientHandshake.withDigest(random) : ClientHandshake.plain(random);
        handshake.begin(out);
    }

    /** Reads what the server has sent; throws when that is no RTMP. */
    public void feed(Slice bytes) throws MalformedInput {
        in.add(bytes);
        receivedBytes += bytes.length();
        if (!handshake.isDone()) {
            handshake.advance(in, out);
            if (!handshake.isDone()) {
                return;
            }
            connect();
        }
        try {
            Optional<RawMessage> message = reader.read(in);
            while (message.isPresent()) {
                handle(Message.decode(message.get(), AmfLimits.DEFAULT));
                message = reader.read(in);
            }
        } catch (MessageTooLong | MalformedCommand e) {
            throw new MalformedInput(String.valueOf(e.getMessage()));
        }
        if (receivedBytes - acknowledgedBytes >= windowBytes) {
            acknowledgedBytes = receivedBytes;
            send(new Acknowledgement(receivedBytes & 0xFFFFFFFFL), 0, 0);
        }
    }

    public ClientState state() {
        return state;
    }

    /** Why the server refused or ended the publication. */
    public Optional<Refusal> refusal() {
        return refusal;
    }

    /** Sends the body of an FLV audio tag. */
    public void audio(long timestampMillis, Slice body) {
        send(new Audio(body), timestampMillis, requirePublished());
    }

    /** Sends the body of an FLV video tag; {@code timestampMillis} is decoding time. */
    public void video(long timestampMillis, Slice body) {
        send(new Video(body), timestampMillis, requirePublished());
    }

    /** Sends {@code onMetaData} behind {@code @setDataFrame}. */
    public void metadata(long timestampMillis, AmfValue properties) {
        List<AmfValue> values = List.of(AmfValue.of("@setDataFrame"), AmfValue.of("onMetaData"), properties);
        send(new DataMessage(values), timestampMillis, requirePublished());
    }

    /** Says that the publication ends; flush, then close. */
    public void unpublish() {
        requirePublished();
        send(Command.of("FCUnpublish", 6, NULL, name()), 0, 0);
        send(Command.of("deleteStream", 7, NULL, AmfValue.of(streamId)), 0, 0);
    }

    /** All bytes to send, in one piece; empty when there are none. */
    public Slice takeOutput() {
        return out.length() == 0 ? Slice.EMPTY : out.take();
    }

    private int requirePublished() {
        if (state != ClientState.PUBLISHED) {
            throw new IllegalStateException("not published: " + state);
        }
        return streamId;
    }

    private void connect() {
        state = ClientState.CONNECTING;
        send(new SetChunkSize(settings.chunkBytes()), 0, 0);
        AmfValue properties = AmfValue.object(
                entry("app", AmfValue.of(settings.app())),
                entry("type", AmfValue.of("nonprivate")),
                entry("flashVer", AmfValue.of("FMLE/3.0 (compatible; Sluice)")),
                entry("tcUrl", AmfValue.of(settings.tcUrl())));
        send(Command.of("connect", CONNECT, properties), 0, 0);
    }

    private void handle(Message message) {
        if (message instanceof Command command) {
            answered(command);
        } else if (message instanceof WindowAcknowledgementSize size) {
            windowBytes = Math.max(1, size.windowBytes());
        } else if (message instanceof UserControl control && control.event() == UserControl.Event.PING_REQUEST) {
            send(new UserControl(UserControl.Event.PING_RESPONSE, control.value()), 0, 0);
        }
    }

    private void answered(Command command) {
        AmfValue information = command.argument(1);
        boolean isError = information.member("level").equals(AmfValue.of("error"));
        switch (command.name()) {
            case "_result" -> result(command);
            case "_error" -> refused(information);
            case "onStatus" -> {
                if (isError) {
                    refused(information);
                } else if (information.member("code").equals(AmfValue.of("NetStream.Publish.Start"))) {
                    state = ClientState.PUBLISHED;
                }
            }
            default -> {
                // onFCPublish and its like are for other clients.
            }
        }
    }

    private void result(Command command) {
        if (command.transaction() == CONNECT && state == ClientState.CONNECTING) {
            state = ClientState.PREPARING;
            send(Command.of("releaseStream", 2, NULL, name()), 0, 0);
            send(Command.of("FCPublish", 3, NULL, name()), 0, 0);
            send(Command.of("createStream", CREATE_STREAM, NULL), 0, 0);
        } else if (command.transaction() == CREATE_STREAM && state == ClientState.PREPARING) {
            state = ClientState.REQUESTING;
            streamId = (int) command.argument(1).number().orElse(1);
            send(Command.of("publish", 5, NULL, name(), AmfValue.of("live")), 0, streamId);
        }
    }

    private void refused(AmfValue information) {
        state = ClientState.REFUSED;
        refusal = Optional.of(new Refusal(
                information.member("code").text().orElse(""),
                information.member("description").text().orElse("")));
    }

    private AmfValue name() {
        return AmfValue.of(settings.streamName().reveal());
    }

    private void send(Message message, long timestampMillis, int onStreamId) {
        writer.write(message.at(timestampMillis, onStreamId), out);
    }
}
