package dev.sluice.ingest.rtmp;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.container.flv.FlvSink;
import dev.sluice.container.flv.FlvTagReader;
import dev.sluice.container.flv.Ignored;
import dev.sluice.live.Admission;
import dev.sluice.live.Authorization;
import dev.sluice.live.CloseReason;
import dev.sluice.live.DroppedMessage;
import dev.sluice.live.Publication;
import dev.sluice.live.PublishAttempt;
import dev.sluice.media.Codec;
import dev.sluice.media.ColorInfo;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.TrackId;
import dev.sluice.media.TrackLabel;
import dev.sluice.rtmp.session.ProtocolViolation;
import dev.sluice.rtmp.session.PublishTarget;
import java.util.Map;
import java.util.Optional;

/**
 * The publisher's side of a connection: from the publish command over the key check and the claim of the stream to the
 * media. On the connection's event loop.
 */
final class PublishStage implements FlvSink {
    private final RtmpConnection connection;
    private final Ingest ingest;
    private FlvTagReader tags = new FlvTagReader(this);
    private TrackGate gate = new TrackGate();
    private Optional<Publication> publication = Optional.empty();
    private long skipped;

    PublishStage(RtmpConnection connection, Ingest ingest) {
        this.connection = connection;
        this.ingest = ingest;
    }

    void request(PublishTarget target) {
        connection.deadline().awaitAuthorization(System.nanoTime());
        ingest.authorizer()
                .authorize(new PublishAttempt(target.key(), target.name(), connection.remoteAddress()))
                .thenAcceptAsync(this::authorized, connection.executor());
    }

    void audio(long timestampMillis, Slice payload) {
        try {
            tags.readAudio(timestampMillis, payload);
        } catch (MalformedInput malformed) {
            malformed(malformed);
        }
    }

    void video(long timestampMillis, Slice payload) {
        try {
            tags.readVideo(timestampMillis, payload);
        } catch (MalformedInput malformed) {
            malformed(malformed);
        }
    }

    /** The encoder told how its tracks are to be called. */
    void labels(Map<TrackId, TrackLabel> labels) {
        if (!labels.isEmpty()) {
            publication.ifPresent(live -> live.label(labels));
        }
    }

    void tick(long nowNanos) {
        publication.ifPresent(live -> {
            live.tick(nowNanos);
            live.fault(nowNanos).ifPresent(fault -> {
                ingest.log().faulty(connection, live, fault);
                connection.close(fault.reason(), fault.sentence());
            });
            gate.nothingLeft(nowNanos).ifPresent(codecName -> refuseCodec(MediaKind.AUDIO, codecName));
        });
    }

    void end(CloseReason reason) {
        publication.ifPresent(live -> {
            publication = Optional.empty();
            live.end(reason);
            ingest.log().ended(connection, live, reason);
        });
    }

    @Override
    public void onConfiguration(TrackId track, Codec codec) {
        publication.ifPresent(live -> {
            if (live.carries(codec)) {
                gate.carry(track);
                live.configure(track, codec);
            } else {
                withhold(live, track, codec.displayName());
            }
        });
    }

    @Override
    public void onFrame(StampedFrame frame) {
        if (publication.isEmpty()) {
            return;
        }
        Publication live = publication.get();
        if (gate.isWithheld(frame.track())) {
            live.dropped(DroppedMessage.UNSUPPORTED_CODEC, 1);
            return;
        }
        long now = System.nanoTime();
        connection.deadline().mediaSeen(now);
        live.frame(frame, now);
    }

    @Override
    public void onColorInfo(TrackId track, Optional<ColorInfo> color) {
        if (track.equals(TrackId.VIDEO)) {
            publication.ifPresent(live -> live.color(color));
        }
    }

    /** The reader throws behind this, which says nothing new to a connection that is closed. */
    @Override
    public void onInvalidConfiguration(String detail) {
        refuse(CloseReason.CONFIG_INVALID, detail);
    }

    @Override
    public void onEndOfSequence(TrackId track) {}

    @Override
    public void onIgnored(Ignored reason) {
        publication.ifPresent(live -> dropped(reason).ifPresent(why -> live.dropped(why, 1)));
    }

    /** Empty for what carries no media at all, or the same configuration again. */
    private static Optional<DroppedMessage> dropped(Ignored reason) {
        return switch (reason) {
            case COMMAND_FRAME, METADATA, PACKET_TYPE, REPEATED_CONFIGURATION, WITHOUT_PICTURE -> Optional.empty();
            case BEFORE_CONFIGURATION, LEADING_PICTURE -> Optional.of(DroppedMessage.NO_KEYFRAME);
            case ADDITIONAL_TRACK -> Optional.of(DroppedMessage.UNSUPPORTED_CODEC);
            case EMPTY, DAMAGED, TOO_LARGE -> Optional.of(DroppedMessage.MALFORMED);
        };
    }

    /**
     * The session has skipped messages that it could not make sense of.
     *
     * @param total of the whole connection so far
     */
    void skipped(long total) {
        long more = total - skipped;
        skipped = total;
        if (more > 0) {
            publication.ifPresent(live -> live.dropped(DroppedMessage.MALFORMED, more));
        }
    }

    @Override
    public void onUnsupported(MediaKind kind, String codecName) {
        publication.ifPresent(live -> {
            live.dropped(DroppedMessage.UNSUPPORTED_CODEC, 1);
            withhold(live, kind == MediaKind.VIDEO ? TrackId.VIDEO : TrackId.AUDIO, codecName);
        });
    }

    /** Without its picture a stream is not what was meant; without its sound, or another angle, it may be. */
    private void withhold(Publication live, TrackId track, String codecName) {
        if (track.equals(TrackId.VIDEO)) {
            refuseCodec(MediaKind.VIDEO, codecName);
        } else if (gate.withhold(track, codecName, System.nanoTime())) {
            ingest.log().trackWithheld(connection, live, track, codecName);
        }
    }

    private void refuseCodec(MediaKind kind, String codecName) {
        if (!connection.isClosed()) {
            ingest.log().refused(connection, CloseReason.CODEC_UNSUPPORTED, codecName);
            connection.close(CloseReason.CODEC_UNSUPPORTED, TrackGate.sentence(kind, codecName));
        }
    }

    private void authorized(Authorization authorization) {
        if (connection.isClosed()) {
            return;
        }
        if (authorization instanceof Authorization.Granted granted) {
            connection.deadline().awaitAdmission(System.nanoTime());
            ingest.streams()
                    .admit(granted, new RtmpPublisher(connection, granted.keyId()))
                    .thenAcceptAsync(this::admitted, connection.executor());
        } else if (authorization instanceof Authorization.Denied denied) {
            refuseLater(denied.reason());
        } else if (authorization instanceof Authorization.Unavailable unavailable) {
            refuse(CloseReason.AUTH_UNAVAILABLE, unavailable.cause());
        }
    }

    private void admitted(Admission admission) {
        if (admission instanceof Admission.Refused refused) {
            refuse(refused.reason(), "");
        } else if (admission instanceof Admission.Admitted admitted) {
            if (connection.isClosed()) {
                admitted.publication().end(CloseReason.PEER_CLOSED);
                return;
            }
            publish(admitted.publication());
        }
    }

    private void publish(Publication admitted) {
        tags = new FlvTagReader(this);
        gate = new TrackGate();
        publication = Optional.of(admitted);
        connection.session().acceptPublish();
        connection.deadline().awaitFirstMedia(System.nanoTime());
        ingest.log().published(connection, admitted);
        connection.pump();
    }

    /** Whoever guesses waits, unread; one that hurries away leaves no timer that matters. */
    private void refuseLater(CloseReason reason) {
        connection.deadline().awaitAdmission(System.nanoTime());
        connection.stopReading();
        ingest.vertx().setTimer(RefusalDelay.millis(ingest.random()), timer -> refuse(reason, ""));
    }

    private void refuse(CloseReason reason, String detail) {
        if (!connection.isClosed()) {
            ingest.log().refused(connection, reason, detail);
            connection.close(reason);
        }
    }

    private void malformed(MalformedInput malformed) {
        connection.protocolError(ProtocolViolation.Kind.MEDIA, String.valueOf(malformed.getMessage()));
    }
}
