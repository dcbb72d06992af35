package dev.sluice.container.mpegts;

import static dev.sluice.container.mpegts.SyntheticMedia.AUDIO;
import static dev.sluice.container.mpegts.SyntheticMedia.VIDEO;
import static dev.sluice.container.mpegts.SyntheticMedia.frame;
import static dev.sluice.container.mpegts.SyntheticMedia.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import dev.sluice.media.aac.AacConfiguration;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TsMuxerTest {
    private static final long OFFSET = TsMuxer.TIMELINE_OFFSET_TICKS;
    private final TsMuxer muxer = new TsMuxer();
    private final TsInspector inspector = new TsInspector();

    private void end() {
        Slice segment = muxer.endSegment();
        inspector.add(segment);
    }

    private List<TsInspector.Pes> packets(int pid) {
        return inspector.pes.stream().filter(pes -> pes.pid() == pid).toList();
    }

    @Test
    void everyPayloadSizeIsStuffedToWholePackets() {
        long dts = 0;
        for (int size = 1; size <= 600; size++) {
            muxer.startSegment(List.of(VIDEO, AUDIO));
            muxer.write(picture(dts, dts + 3000, true, size));
            muxer.write(picture(dts + 3000, dts + 3000, false, size));
            muxer.write(frame(dts * 44_100 / 90_000, size));
            end();
            dts += 6000;
        }
        for (int i = 0; i < 600; i++) {
            assertThat(packets(TsInspector.VIDEO).get(2 * i + 1).payload().length())
                    .isEqualTo(6 + 4 + i + 1);
            assertThat(packets(TsInspector.AUDIO).get(i).payload().length()).isEqualTo(7 + i + 1);
        }
    }

    @Test
    void randomStreamsKeepEveryRuleAcrossSegments() {
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            TsMuxer one = new TsMuxer();
            TsInspector strict = new TsInspector();
            long dts = random.nextInt(1 << 20);
            long samples = dts * 44_100 / 90_000;
            for (int segment = 0; segment < 10; segment++) {
                one.startSegment(List.of(VIDEO, AUDIO));
                for (int i = 0; i < 40; i++) {
                    one.write(picture(dts, dts + 3000L * random.nextInt(4), i == 0, 1 + random.nextInt(3000)));
                    dts += random.nextInt(10) == 0 ? 60_000 : 3000 + 90 * random.nextInt(3);
                    while (samples * 90_000 / 44_100 < dts) {
                        one.write(frame(samples, 1 + random.nextInt(700)));
                        samples += 1024;
                    }
                }
                strict.add(one.endSegment());
            }
            assertThat(strict.pes.stream().filter(pes -> pes.pid() == TsInspector.VIDEO))
                    .hasSize(400);
        }
    }

    /** The whole of a small stream: change it only with a reason, and look at it with a player first. */
    @Test
    void aSmallStreamStaysByteForByteWhatItWas() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int segment = 0; segment < 2; segment++) {
            muxer.startSegment(List.of(VIDEO, AUDIO));
            for (int i = 0; i < 10; i++) {
                long dts = 3000L * (10L * segment + i);
                muxer.write(picture(dts, dts + 3000, i == 0, i == 0 ? 1200 : 150 + i));
                muxer.write(frame(1024L * (10L * segment + i), 180 + i));
            }
            Slice bytes = muxer.endSegment();
            inspector.add(bytes);
            digest.update(bytes.toArray());
        }
        String dump = inspector.pes.stream()
                .sorted(Comparator.comparingInt(TsInspector.Pes::startPacket))
                .map(pes -> "%d:%x@%d,%d#%d%s"
                        .formatted(
                                pes.segment(),
                                pes.pid(),
                                pes.pts() - OFFSET,
                                pes.dts() - OFFSET,
                                pes.payload().length(),
                                pes.randomAccess() ? "*" : ""))
                .collect(Collectors.joining(" "));
        assertThat(dump)
                .isEqualTo("0:100@3000,0#1246* 0:100@6000,3000#161 0:100@9000,6000#162 "
                        + "0:100@12000,9000#163 0:100@15000,12000#164 0:100@18000,15000#165 "
                        + "0:101@0,0#1137 0:100@21000,18000#166 0:100@24000,21000#167 "
                        + "0:100@27000,24000#168 0:100@30000,27000#169 0:101@12539,12539#778 "
                        + "1:100@33000,30000#1246* 1:100@36000,33000#161 1:100@39000,36000#162 "
                        + "1:101@20898,20898#564 1:100@42000,39000#163 1:100@45000,42000#164 "
                        + "1:100@48000,45000#165 1:101@27167,27167#573 1:100@51000,48000#166 "
                        + "1:100@54000,51000#167 1:101@33437,33437#387 1:100@57000,54000#168 "
                        + "1:101@37616,37616#195 1:100@60000,57000#169 1:101@39706,39706#196");
        assertThat(Slice.wrap(digest.digest()).toHex())
                .isEqualTo("e733f90725350e289ae67c22c39706119807ac1149fde69dd57fa85603590c97");
    }

    @Test
    void timesAreOffsetAndWrapAt33Bits() {
        long wrap = (1L << 33) - OFFSET;
        muxer.startSegment(List.of(VIDEO));
        muxer.write(picture(wrap - 3000, wrap, true, 10));
        muxer.write(picture(wrap, wrap, false, 10));
        muxer.write(picture(wrap + 3000, wrap + 3000, false, 10));
        end();
        assertThat(packets(TsInspector.VIDEO))
                .extracting(TsInspector.Pes::dts)
                .containsExactly((1L << 33) - 3000, 0L, 3000L);
    }

    @Test
    void decodeTimeIsWrittenOnlyWhereItDiffers() {
        muxer.startSegment(List.of(VIDEO));
        muxer.write(picture(0, 3000, true, 10));
        muxer.write(picture(3000, 3000, false, 10));
        end();
        assertThat(packets(TsInspector.VIDEO))
                .extracting(TsInspector.Pes::pts)
                .containsExactly(OFFSET + 3000, OFFSET + 3000);
        assertThat(packets(TsInspector.VIDEO)).extracting(TsInspector.Pes::dts).containsExactly(OFFSET, OFFSET + 3000);
    }

    @Test
    void negativeCompositionMovesDecodingBackFromTheNextSegmentOn() {
        muxer.startSegment(List.of(VIDEO));
        muxer.write(picture(0, 0, true, 10));
        muxer.write(picture(3000, 9000, false, 10));
        muxer.write(picture(6000, 3500, false, 10));
        muxer.write(picture(9000, 6000, false, 10));
        end();
        muxer.startSegment(List.of(VIDEO));
        muxer.write(picture(12_000, 12_000, true, 10));
        muxer.write(picture(15_000, 12_500, false, 10));
        end();
        List<TsInspector.Pes> pictures = packets(TsInspector.VIDEO);
        assertThat(pictures).allSatisfy(pes -> assertThat(pes.pts()).isGreaterThanOrEqualTo(pes.dts()));
        assertThat(pictures)
                .extracting(pes -> pes.pts() - OFFSET)
                .containsExactly(0L, 9000L, 3500L, 6000L, 12_000L, 12_500L);
        assertThat(pictures)
                .extracting(pes -> pes.dts() - OFFSET)
                .containsExactly(0L, 3000L, 3500L, 6000L, 9000L, 12_000L);
    }

    @Test
    void audioFramesShareAPacketUpToAFifthOfASecond() {
        muxer.startSegment(List.of(VIDEO, AUDIO));
        muxer.write(picture(0, 0, true, 10));
        for (int i = 0; i < 43; i++) {
            muxer.write(frame(1024L * i, 100));
        }
        end();
        List<TsInspector.Pes> audio = packets(TsInspector.AUDIO);
        assertThat(audio).hasSize(6);
        assertThat(audio.get(0).payload().length()).isEqualTo(8 * 107);
        assertThat(audio.get(1).pts()).isEqualTo(OFFSET + Math.round(8 * 1024 * 90_000 / 44_100.0));
    }

    @Test
    void audioIsNotHeldBackWhileVideoGoesOn() {
        muxer.startSegment(List.of(VIDEO, AUDIO));
        muxer.write(frame(0, 100));
        for (int i = 0; i < 10; i++) {
            muxer.write(picture(3000L * i, 3000L * i, i == 0, 10));
        }
        end();
        List<Integer> order = inspector.pes.stream()
                .sorted(Comparator.comparingInt(TsInspector.Pes::startPacket))
                .map(TsInspector.Pes::pid)
                .toList();
        assertThat(order.indexOf(TsInspector.AUDIO)).isEqualTo(6);
    }

    @Test
    void aGapInTheAudioBeginsANewPacket() {
        muxer.startSegment(List.of(AUDIO));
        muxer.write(frame(0, 100));
        muxer.write(frame(1024, 100));
        muxer.write(frame(4096, 100));
        end();
        assertThat(packets(TsInspector.AUDIO)).hasSize(2);
    }

    @Test
    void audioAloneCarriesTheClock() {
        for (int segment = 0; segment < 3; segment++) {
            muxer.startSegment(List.of(AUDIO));
            for (int i = 0; i < 86; i++) {
                muxer.write(frame(1024L * (86L * segment + i), 300));
            }
            end();
        }
        assertThat(inspector.streams).containsOnlyKeys(TsInspector.AUDIO);
        assertThat(inspector.pes)
                .allSatisfy(pes -> assertThat(pes.randomAccess()).isTrue());
    }

    @Test
    void rarePicturesStillHaveClocksAndTables() {
        muxer.startSegment(List.of(VIDEO));
        for (int i = 0; i < 5; i++) {
            muxer.write(picture(180_000L * i, 180_000L * i, i == 0, 1000));
        }
        end();
        assertThat(inspector.clocks.size()).isGreaterThan(80);
        assertThat(inspector.tables).isGreaterThanOrEqualTo(2 * 16);
    }

    /** The longest step that a timeline believes; the last clock is a little older than the last picture. */
    @Test
    void aGapOfTenSecondsIsFilledWithClocks() {
        muxer.startSegment(List.of(VIDEO));
        for (int i = 0; i < 4; i++) {
            muxer.write(picture(1800L * i, 1800L * i, i == 0, 10));
        }
        end();
        muxer.startSegment(List.of(VIDEO));
        muxer.write(picture(905_400, 905_400, true, 10));
        end();
        assertThat(inspector.clocks).hasSizeGreaterThan(110);
        assertThat(inspector.clocks).noneMatch(TsInspector.Clock::discontinuity);
    }

    @Test
    void aGapTooLongToFillIsMarkedOnTheClock() {
        muxer.startSegment(List.of(VIDEO, AUDIO));
        muxer.write(picture(0, 0, true, 10));
        muxer.write(picture(324_000_000, 324_000_000, false, 10));
        muxer.write(picture(324_009_000, 324_009_000, false, 10));
        end();
        muxer.startSegment(List.of(AUDIO));
        muxer.write(frame(2 * 158_760_000L, 10));
        end();
        assertThat(inspector.clocks)
                .extracting(TsInspector.Clock::discontinuity)
                .containsExactly(false, true, false, true);
    }

    @Test
    void theMapChangesItsVersionOnlyWithTheStreams() {
        muxer.startSegment(List.of(VIDEO));
        muxer.write(picture(0, 0, true, 10));
        end();
        assertThat(inspector.mapVersion).isZero();
        muxer.startSegment(List.of(VIDEO));
        muxer.write(picture(3000, 3000, true, 10));
        end();
        assertThat(inspector.mapVersion).isZero();
        muxer.startSegment(List.of(AUDIO, VIDEO));
        muxer.write(picture(6000, 6000, true, 10));
        end();
        assertThat(inspector.mapVersion).isOne();
        assertThat(inspector.streams).containsEntry(TsInspector.VIDEO, 0x1B).containsEntry(TsInspector.AUDIO, 0x0F);
    }

    @Test
    void aDiscontinuityIsMarkedOnceOnTheFirstClock() {
        muxer.startSegment(List.of(VIDEO));
        muxer.write(picture(9_000_000, 9_000_000, true, 10));
        end();
        muxer.markDiscontinuity();
        muxer.startSegment(List.of(VIDEO));
        muxer.write(picture(0, 0, true, 10));
        muxer.write(picture(9000, 9000, false, 10));
        end();
        assertThat(inspector.clocks)
                .extracting(TsInspector.Clock::discontinuity)
                .containsExactly(false, true, false);
    }

    @Test
    void audioThatLeadsByASecondDoesNotPushTheClockPastThePictures() {
        muxer.startSegment(List.of(VIDEO, AUDIO));
        muxer.write(picture(0, 0, true, 10));
        long samples = 0;
        for (int i = 0; i < 90; i++) {
            while (samples * 90_000 / 44_100 < 3000L * i + 90_000) {
                muxer.write(frame(samples, 50));
                samples += 1024;
            }
            muxer.write(picture(3000L * i + 3000, 3000L * i + 3000, false, 10));
        }
        end();
        assertThat(packets(TsInspector.VIDEO)).hasSize(91);
    }

    @Test
    void sizeGrowsWithEveryPictureAndEndsAtTheSegment() {
        muxer.startSegment(List.of(VIDEO));
        assertThat(muxer.size()).isEqualTo(2 * 188);
        muxer.write(picture(0, 0, true, 1_000_000));
        int size = muxer.size();
        assertThat(size).isGreaterThan(1_000_000);
        assertThat(muxer.endSegment().length()).isEqualTo(size);
        assertThat(muxer.size()).isZero();
    }

    @Test
    void aFrameTooLongForAdtsIsLeftOut() {
        muxer.startSegment(List.of(AUDIO));
        muxer.write(frame(0, 8184));
        muxer.write(frame(1024, 8185));
        end();
        assertThat(packets(TsInspector.AUDIO)).hasSize(1);
    }

    @Test
    void refusesWhatItCannotSay() throws MalformedInput {
        Track explicitRate =
                new Track(TrackId.AUDIO, new Codec.Aac(AacConfiguration.parse(Slice.hex("17803e88100000"))));
        assertThat(TsMuxer.carries(explicitRate.codec())).isFalse();
        assertThat(TsMuxer.carries(AUDIO.codec())).isTrue();
        assertThatThrownBy(() -> muxer.startSegment(List.of(explicitRate)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> muxer.startSegment(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> muxer.startSegment(List.of(VIDEO, VIDEO)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(muxer::endSegment).isInstanceOf(IllegalStateException.class);
        muxer.startSegment(List.of(VIDEO));
        assertThatThrownBy(() -> muxer.write(frame(0, 10))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> muxer.startSegment(List.of(VIDEO))).isInstanceOf(IllegalStateException.class);
    }
}
