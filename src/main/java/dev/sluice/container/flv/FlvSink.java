package dev.sluice.container.flv;

import dev.sluice.media.Codec;
import dev.sluice.media.ColorInfo;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.TrackId;
import java.util.Optional;

/**
 * Receives what {@link FlvTagReader} finds in a message: one or more calls for each, on the caller's thread.
 *
 * <p>A configuration precedes the frames that need it and is told only when it differs from the one before.
 */
public interface FlvSink {
    /** The track exists and is coded like this from its next frame on. */
    void onConfiguration(TrackId track, Codec codec);

    /** One coded picture or audio frame; its bytes are shared with the message. */
    void onFrame(StampedFrame frame);

    /** The encoder says that this track ends; often it goes on all the same. */
    void onEndOfSequence(TrackId track);

    /** A message, or a part of it, had nothing to carry on, and that is no reason to close. */
    void onIgnored(Ignored reason);

    /**
     * A configuration cannot be read; the reader throws behind this call. What is told for any other malformed message
     * is the exception alone: an encoder can be told in words that its codec's settings are at fault.
     */
    default void onInvalidConfiguration(String detail) {}

    /**
     * The encoder tells how this track's colours are meant, in the place of what it told before; empty when
     * it takes that back.
     */
    default void onColorInfo(TrackId track, Optional<ColorInfo> color) {}

    /**
     * The default track's message is of a codec that this server does not know; {@code codecName} is for
     * people. Told with every such message.
     */
    void onUnsupported(MediaKind kind, String codecName);
}
