package dev.sluice.container.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.opus.OpusConfiguration;
import org.junit.jupiter.api.Test;

class AudioFramesTest {
    @Test
    void lastAsLongAsTheySay() {
        assertThat(AudioFrames.durationTicks(CmafMedia.frame(5, 100))).isEqualTo(1_024);
        Track opus = CmafMedia.sound(new Codec.Opus(OpusConfiguration.assumed(2)));
        AccessUnit tenMillis = new AccessUnit(opus, 0, 0, true, Slice.hex("f0aa"));
        AccessUnit sixtyMillis = new AccessUnit(opus, 0, 0, true, Slice.hex("fb03aaaa"));
        assertThat(AudioFrames.durationTicks(tenMillis)).isEqualTo(480);
        assertThat(AudioFrames.durationTicks(sixtyMillis)).isEqualTo(2_880);
    }

    @Test
    void areNoPictures() {
        assertThatThrownBy(() -> AudioFrames.durationTicks(CmafMedia.picture(0, 0, true, 90)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
