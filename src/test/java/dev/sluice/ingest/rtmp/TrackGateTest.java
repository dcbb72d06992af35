package dev.sluice.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.MediaKind;
import dev.sluice.media.TrackId;
import org.junit.jupiter.api.Test;

class TrackGateTest {
    private static final long SECOND = 1_000_000_000L;
    private final TrackGate gate = new TrackGate();

    @Test
    void tellsOfACodecOnce() {
        assertThat(gate.withhold(TrackId.AUDIO, "Speex", 0)).isTrue();
        assertThat(gate.withhold(TrackId.AUDIO, "Speex", SECOND)).isFalse();
        assertThat(gate.isWithheld(TrackId.AUDIO)).isTrue();
        assertThat(gate.isWithheld(TrackId.VIDEO)).isFalse();
    }

    @Test
    void carriesATrackAgainThatCameBackToAKnownCodec() {
        gate.withhold(TrackId.AUDIO, "Opus", 0);
        gate.carry(TrackId.AUDIO);
        assertThat(gate.isWithheld(TrackId.AUDIO)).isFalse();
    }

    @Test
    void endsOnlyWhatHasNothingLeftAfterAWhile() {
        assertThat(gate.nothingLeft(9 * SECOND)).isEmpty();
        gate.withhold(TrackId.AUDIO, "Opus", 10 * SECOND);
        assertThat(gate.nothingLeft(11 * SECOND)).isEmpty();
        assertThat(gate.nothingLeft(12 * SECOND)).contains("Opus");
        gate.carry(TrackId.VIDEO);
        assertThat(gate.nothingLeft(12 * SECOND)).isEmpty();
    }

    @Test
    void namesTheCodecInTheSentence() {
        assertThat(TrackGate.sentence(MediaKind.VIDEO, "AV1"))
                .isEqualTo("This server cannot deliver AV1 video yet; use H.264 video.");
        assertThat(TrackGate.sentence(MediaKind.AUDIO, "Speex")).contains("Speex audio");
    }
}
