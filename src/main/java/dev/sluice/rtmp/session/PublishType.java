package dev.sluice.rtmp.session;

/** What a publisher says it wants; all are served as live. */
public enum PublishType {
    LIVE,
    RECORD,
    APPEND
}
