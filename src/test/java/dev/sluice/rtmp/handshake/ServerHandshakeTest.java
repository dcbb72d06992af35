package dev.sluice.rtmp.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.bytes.SliceQueue;
import dev.sluice.bytes.Splits;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServerHandshakeTest {
    private static byte[] clientPacket(long seed) {
        byte[] c1 = new byte[1536];
        new Random(seed).nextBytes(c1);
        Arrays.fill(c1, 0, 8, (byte) 0);
        return c1;
    }

    private static Slice answerTo(byte[] c1) throws MalformedInput {
        SliceQueue in = new SliceQueue();
        in.add(new ByteWriter().u8(3).bytes(c1).take());
        ByteWriter out = new ByteWriter();
        new ServerHandshake(new Random(2)).advance(in, out);
        return out.take();
    }

    @Test
    void echoesAPlainClientAndPromisesNoDigest() throws MalformedInput {
        byte[] c1 = clientPacket(1);
        Slice answer = answerTo(c1);
        assertThat(answer.length()).isEqualTo(1 + 2 * 1536);
        assertThat(answer.at(0)).isEqualTo(3);
        assertThat(answer.u32(5)).as("S1 version").isZero();
        assertThat(answer.from(1537)).isEqualTo(Slice.wrap(c1));
    }

    @ParameterizedTest
    @EnumSource(DigestLayout.class)
    void answersADigestInTheClientsLayout(DigestLayout layout) throws MalformedInput {
        for (int seed = 0; seed < 200; seed++) {
            byte[] c1 = clientPacket(seed);
            c1[4] = 9;
            Digest.put(c1, layout, Digest.CLIENT_KEY);
            Slice answer = answerTo(c1);
            byte[] s1 = answer.slice(1, 1537).toArray();
            byte[] s2 = answer.from(1537).toArray();
            assertThat(s1[4]).isNotZero();
            assertThat(Digest.find(s1, Digest.SERVER_KEY)).contains(layout);
            assertThat(Arrays.copyOfRange(s2, 1504, 1536))
                    .isEqualTo(Digest.signature(s2, Digest.FULL_SERVER_KEY, Digest.digestIn(c1, layout)));
        }
    }

    @Test
    void treatsAWrongDigestAsAPlainClient() throws MalformedInput {
        byte[] c1 = clientPacket(3);
        c1[4] = 9;
        Digest.put(c1, DigestLayout.OFFSET_AT_8, Digest.CLIENT_KEY);
        c1[1535] ^= 1;
        Slice answer = answerTo(c1);
        assertThat(answer.u32(5)).isZero();
        assertThat(answer.from(1537)).isEqualTo(Slice.wrap(c1));
    }

    @Test
    void answersBeforeTheLastPacketAndKeepsWhatFollowsIt() throws MalformedInput {
        byte[] c1 = clientPacket(4);
        Slice hello = new ByteWriter().u8(3).bytes(c1).take();
        Slice rest = new ByteWriter().fill(0x55, 1536).utf8("connect").take();
        Slice all = new ByteWriter().bytes(hello).bytes(rest).take();
        for (List<Slice> pieces : List.of(List.of(all), Splits.bytewise(all), Splits.random(all, new Random(5), 700))) {
            SliceQueue in = new SliceQueue();
            ByteWriter out = new ByteWriter();
            ServerHandshake handshake = new ServerHandshake(new Random(2));
            int fed = 0;
            for (Slice piece : pieces) {
                in.add(piece);
                fed += piece.length();
                handshake.advance(in, out);
                assertThat(handshake.isAnswered()).isEqualTo(fed >= 1537);
                assertThat(out.length()).isEqualTo(fed >= 1537 ? 3073 : 0);
                assertThat(handshake.isDone()).isEqualTo(fed >= 3073);
            }
            assertThat(in.take(100).length() + in.take(100).length()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"16,TLS", "06,RTMPE", "08,RTMPE", "0D,PROXY protocol 2", "47,HTTP", "5052,PROXY protocol 1", "504F,HTTP"
    })
    void saysWhatAStrangerLooksLike(String hex, String expected) {
        SliceQueue in = new SliceQueue();
        in.add(Slice.hex(hex));
        assertThatThrownBy(() -> new ServerHandshake(new Random(1)).advance(in, new ByteWriter()))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining(expected);
    }

    @Test
    void understandsItsOwnClient() throws MalformedInput {
        for (ClientHandshake client :
                List.of(ClientHandshake.plain(new Random(1)), ClientHandshake.withDigest(new Random(1)))) {
            SliceQueue toServer = new SliceQueue();
            SliceQueue toClient = new SliceQueue();
            ServerHandshake server = new ServerHandshake(new Random(2));
            ByteWriter bytes = new ByteWriter();
            client.begin(bytes);
            toServer.add(bytes.take());
            server.advance(toServer, bytes);
            toClient.add(bytes.take());
            client.advance(toClient, bytes);
            toServer.add(bytes.take());
            server.advance(toServer, bytes);
            assertThat(client.isDone()).isTrue();
            assertThat(server.isDone()).isTrue();
        }
    }
}
