package dev.sluice.ingest.rtmp;

import dev.sluice.live.CloseReason;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;

/**
 * What ended a connection before its first RTMP byte, where Vert.x reads: in the TLS handshake, or in the PROXY header
 * in front of it. The socket is closed already.
 *
 * @param detail for the log; never bytes of the peer
 */
record EarlyFault(CloseReason reason, String detail) {
    /** Whoever connects and leaves, such as the health check of a load balancer, is no fault at all. */
    static EarlyFault of(Throwable fault) {
        if (fault instanceof SslHandshakeTimeoutException) {
            return new EarlyFault(CloseReason.HANDSHAKE_TIMEOUT, "no TLS handshake in time");
        }
        if (fault instanceof NotSslRecordException) {
            // Its message quotes what came.
            return new EarlyFault(CloseReason.PROTOCOL_ERROR, "not TLS");
        }
        if (fault instanceof ClosedChannelException) {
            return new EarlyFault(CloseReason.PEER_CLOSED, "");
        }
        if (fault instanceof SSLException || fault instanceof DecoderException) {
            return new EarlyFault(CloseReason.PROTOCOL_ERROR, String.valueOf(fault.getMessage()));
        }
        return new EarlyFault(CloseReason.PEER_RESET, "");
    }
}
