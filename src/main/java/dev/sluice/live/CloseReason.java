package dev.sluice.live;

import java.util.Locale;

/**
 * Why a connection ended: exactly one per connection, the same word in log, metric, API and docs.
 *
 * <p>{@link Answer} says what the encoder is told: OBS gives up for good on a refusal but retries a lost connection, so
 * temporary faults close the socket without a status.
 */
public enum CloseReason {
    UNPUBLISHED(Answer.NONE, "The encoder ended its publication."),
    PEER_CLOSED(Answer.NONE, "The encoder closed the connection."),
    PEER_RESET(Answer.NONE, "The connection was reset."),
    HANDSHAKE_TIMEOUT(Answer.NONE, "The RTMP handshake took too long."),
    CONNECT_TIMEOUT(Answer.NONE, "No connect or publish command came in time."),
    FIRST_MEDIA_TIMEOUT(Answer.NONE, "No usable media came after publish."),
    MEDIA_IDLE(Answer.NONE, "No media came for too long."),
    WRITE_TIMEOUT(Answer.NONE, "The peer did not read what was sent."),
    PROTOCOL_ERROR(Answer.NONE, "The bytes received are not RTMP as this server understands it."),
    APP_UNKNOWN(Answer.CONNECT_REJECTED, "There is no such application; publish to rtmp://host/live."),
    NAME_INVALID(
            Answer.PUBLISH_DENIED,
            "The stream name is not valid: lower-case letters, digits, - and _, 64 characters at most."),
    NAME_MISMATCH(Answer.PUBLISH_DENIED, "This key belongs to another stream name."),
    STREAM_NOT_FOUND(Answer.PLAY_NOT_FOUND, "There is no such live stream, or it needs another token."),
    KEY_UNKNOWN(Answer.PUBLISH_DENIED, CloseReason.BAD_KEY),
    KEY_REVOKED(Answer.PUBLISH_DENIED, CloseReason.BAD_KEY),
    KEY_EXPIRED(Answer.PUBLISH_DENIED, CloseReason.BAD_KEY),
    /** A good key from a network that it is not for; who stole it is not told that it is good. */
    SOURCE_DENIED(Answer.PUBLISH_DENIED, CloseReason.BAD_KEY),
    STREAM_BUSY(Answer.PUBLISH_BAD_NAME, "Somebody else is publishing on this stream, and it does not allow takeover."),
    CODEC_UNSUPPORTED(Answer.PUBLISH_REJECTED, "The codec is not supported; use H.264 video and AAC audio."),
    CONFIG_INVALID(Answer.PUBLISH_REJECTED, "The codec configuration could not be read."),
    TIMESTAMPS_INVALID(Answer.PUBLISH_REJECTED, "The time stamps jump too often to be played."),
    QUOTA(Answer.PUBLISH_REJECTED, "A limit of this stream was exceeded."),
    RATE_LIMITED(Answer.NONE, "Too many attempts; try again later."),
    OVER_CAPACITY(Answer.NONE, "The server is full."),
    AUTH_UNAVAILABLE(Answer.NONE, "The stream key could not be checked."),
    STORAGE_UNAVAILABLE(Answer.NONE, "The volume cannot be written."),
    TAKEN_OVER(Answer.PUBLISH_BAD_NAME, "Another encoder took this stream over."),
    CLAIM_LOST(Answer.NONE, "Another replica took this stream over."),
    KEY_WITHDRAWN(Answer.PUBLISH_DENIED, "The stream key was withdrawn or has expired."),
    KICKED(Answer.PUBLISH_DENIED, "An operator ended this publication."),
    DRAIN(Answer.NONE, "This server is shutting down; reconnect."),
    INTERNAL(Answer.NONE, "The server made a mistake; its log has the details.");

    /** One text for unknown, malformed, revoked and expired keys, so that guessing learns nothing. */
    private static final String BAD_KEY =
            "The stream key is not valid. Check the Stream Key setting of your encoder for missing characters.";

    /** What the encoder is told before its connection is closed. */
    public enum Answer {
        /** Nothing: the socket is closed. */
        NONE,
        CONNECT_REJECTED,
        PLAY_NOT_FOUND,
        PUBLISH_DENIED,
        PUBLISH_BAD_NAME,
        PUBLISH_REJECTED
    }

    private final Answer answer;
    private final String sentence;

    CloseReason(Answer answer, String sentence) {
        this.answer = answer;
        this.sentence = sentence;
    }

    public Answer answer() {
        return answer;
    }

    /** One sentence for the person at the encoder. */
    public String sentence() {
        return sentence;
    }

    /** The word in metrics, logs and the API: the constant's name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
