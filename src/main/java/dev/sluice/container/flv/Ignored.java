package dev.sluice.container.flv;

/** Why a message, or a part of it, was not carried on. */
public enum Ignored {
    /** No bytes where there should be some; encoders send such at start and as keep-alive. */
    EMPTY,
    /** A seek command in place of a picture (frame type 5). */
    COMMAND_FRAME,
    /** Metadata of Enhanced RTMP that says nothing to this server or cannot be read. */
    METADATA,
    /** A packet type that says nothing to this server, or that is reserved. */
    PACKET_TYPE,
    /** A frame before the configuration of its track. */
    BEFORE_CONFIGURATION,
    /** The same configuration again. */
    REPEATED_CONFIGURATION,
    /** Parameter sets and messages without picture: kept, and put in front of the next picture. */
    WITHOUT_PICTURE,
    /**
     * NAL units behind a length that points past the end; the good ones before them were carried on, if any.
     */
    DAMAGED,
    /** More bytes or more NAL units than any decoder takes. */
    TOO_LARGE,
    /** A picture that refers to others before the one where decoding begins. */
    LEADING_PICTURE,
    /** An additional track of a codec that is not carried, or one too many. */
    ADDITIONAL_TRACK
}
