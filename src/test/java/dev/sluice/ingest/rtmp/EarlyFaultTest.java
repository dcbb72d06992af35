package dev.sluice.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.live.CloseReason;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class EarlyFaultTest {
    private static CloseReason reason(Throwable fault) {
        return EarlyFault.of(fault).reason();
    }

    @Test
    void everyFaultBeforeTheFirstByteHasItsReason() {
        assertThat(reason(new SslHandshakeTimeoutException("late"))).isEqualTo(CloseReason.HANDSHAKE_TIMEOUT);
        assertThat(reason(new SSLHandshakeException("no cipher"))).isEqualTo(CloseReason.PROTOCOL_ERROR);
        assertThat(reason(new DecoderException("no PROXY header"))).isEqualTo(CloseReason.PROTOCOL_ERROR);
        assertThat(reason(new ClosedChannelException())).isEqualTo(CloseReason.PEER_CLOSED);
        assertThat(reason(new IOException("reset"))).isEqualTo(CloseReason.PEER_RESET);
    }

    @Test
    void whatThePeerSentIsNotTold() {
        EarlyFault fault = EarlyFault.of(new NotSslRecordException("not an SSL/TLS record: 736c6b5f"));
        assertThat(fault.reason()).isEqualTo(CloseReason.PROTOCOL_ERROR);
        assertThat(fault.detail()).isEqualTo("not TLS");
    }
}
