package dev.sluice.rtmp.session;

/** Status codes that clients know (Adobe's NetConnection and NetStream), each with its level. */
public enum NetStatus {
    CONNECT_SUCCESS("NetConnection.Connect.Success", false),
    CONNECT_REJECTED("NetConnection.Connect.Rejected", true),
    RECONNECT_REQUEST("NetConnection.Connect.ReconnectRequest", false),
    CALL_FAILED("NetConnection.Call.Failed", true),
    PUBLISH_START("NetStream.Publish.Start", false),
    PUBLISH_BAD_NAME("NetStream.Publish.BadName", true),
    PUBLISH_DENIED("NetStream.Publish.Denied", true),
    PUBLISH_REJECTED("NetStream.Publish.Rejected", true),
    UNPUBLISH_SUCCESS("NetStream.Unpublish.Success", false),
    PLAY_RESET("NetStream.Play.Reset", false),
    PLAY_START("NetStream.Play.Start", false),
    PLAY_STREAM_NOT_FOUND("NetStream.Play.StreamNotFound", true),
    PLAY_FAILED("NetStream.Play.Failed", true),
    PLAY_UNPUBLISH_NOTIFY("NetStream.Play.UnpublishNotify", false),
    PAUSE_NOTIFY("NetStream.Pause.Notify", false),
    UNPAUSE_NOTIFY("NetStream.Unpause.Notify", false),
    SEEK_NOTIFY("NetStream.Seek.Notify", false);

    private final String code;
    private final boolean error;

    NetStatus(String code, boolean error) {
        this.code = code;
        this.error = error;
    }

    /** The code as it goes over the wire. */
    public String code() {
        return code;
    }

    /** Exactly {@code error} or {@code status}: FFmpeg gives up on the former and on nothing else. */
    public String level() {
        return error ? "error" : "status";
    }

    public boolean isError() {
        return error;
    }
}
