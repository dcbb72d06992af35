package dev.sluice.rtmp.client;

/** How far a publishing client has come. */
public enum ClientState {
    HANDSHAKE,
    /** Connect is sent. */
    CONNECTING,
    /** releaseStream, FCPublish and createStream are sent. */
    PREPARING,
    /** Publish is sent. */
    REQUESTING,
    /** Media may be sent. */
    PUBLISHED,
    /** The server has refused or ended it; see {@link RtmpPublisherClient#refusal()}. */
    REFUSED
}
