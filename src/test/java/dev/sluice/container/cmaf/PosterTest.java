package dev.sluice.container.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.media.AccessUnit;
import org.junit.jupiter.api.Test;

class PosterTest {
    @Test
    void isAFileOfOnePictureAtZero() {
        AccessUnit picture = CmafMedia.picture(900_000, 906_000, true, 500);
        CmafFile file = CmafFile.parse(Poster.write(picture));
        assertThat(file.init().orElseThrow().entry().type()).isEqualTo("avc1");
        assertThat(file.samples()).hasSize(1);
        CmafFile.Sample sample = file.samples().get(0);
        assertThat(sample.pts()).isZero();
        assertThat(sample.isSync()).isTrue();
        assertThat(sample.duration()).isEqualTo(90_000);
        assertThat(sample.data()).isEqualTo(picture.data());
    }

    @Test
    void isMadeOfNothingThatCannotBeShownAlone() {
        assertThatThrownBy(() -> Poster.write(CmafMedia.picture(0, 0, false, 50)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Poster.write(CmafMedia.frame(0, 50))).isInstanceOf(IllegalArgumentException.class);
    }
}
