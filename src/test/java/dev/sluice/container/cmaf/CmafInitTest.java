package dev.sluice.container.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import dev.sluice.media.vp9.Vp9Configuration;
import org.junit.jupiter.api.Test;

class CmafInitTest {
    @Test
    void describesPictures() {
        assertThat(BoxDump.of(CmafInit.write(CmafMedia.AVC))).isEqualTo("""
                        ftyp 28 iso6 iso6cmfcmp41
                        moov 623
                          mvhd 108 timescale=1000 duration=0 next=2
                          trak 467
                            tkhd 92 v0 flags=3 track=1 volume=0 width=640.0 height=360.0
                            mdia 367
                              mdhd 32 timescale=90000 duration=0
                              hdlr 38 vide Video
                              minf 289
                                vmhd 20 v0 flags=1
                                dinf 36
                                  dref 28 entries=1
                                    url  12 v0 flags=1
                                stbl 225
                                  stsd 149 entries=1
                                    avc1 133 640x360
                                      avcC 47 %s
                                  stts 16 entries=0
                                  stsc 16 entries=0
                                  stsz 20 size=0 entries=0
                                  stco 16 entries=0
                          mvex 40
                            trex 32 track=1 description=1 defaults=0,0,0
                        """.formatted(
                ((Codec.Avc) CmafMedia.AVC.codec()).configuration().record().toHex()));
    }

    @Test
    void describesSound() {
        assertThat(BoxDump.of(CmafInit.write(CmafMedia.AAC)))
                .contains("tkhd 92 v0 flags=3 track=1 volume=256 width=0.0 height=0.0\n")
                .contains("mdhd 32 timescale=44100 duration=0\n")
                .contains("hdlr 38 soun Sound\n")
                .contains("smhd 16 v0 flags=0\n")
                .doesNotContain("vmhd");
    }

    @Test
    void theSameConfigurationGivesTheSameBytes() {
        assertThat(CmafInit.write(CmafMedia.video(CmafMedia.avc(4)))).isEqualTo(CmafInit.write(CmafMedia.AVC));
        assertThat(CmafInit.write(CmafMedia.AVC)).isNotEqualTo(CmafInit.write(CmafMedia.HEVC));
    }

    @Test
    void refusesAPictureWhoseSizeHasNoPlace() {
        for (int width : new int[] {0, 65_536}) {
            Vp9Configuration odd = new Vp9Configuration(CmafMedia.AVC_PPS, 0, 21, 8, 2, width, 360);
            Track track = new Track(TrackId.VIDEO, new Codec.Vp9(odd));
            assertThat(CmafInit.carries(track.codec())).isFalse();
            assertThatThrownBy(() -> CmafInit.write(track)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(CmafInit.carries(CmafMedia.AVC.codec())).isTrue();
        assertThat(CmafInit.carries(CmafMedia.AAC.codec())).isTrue();
    }
}
