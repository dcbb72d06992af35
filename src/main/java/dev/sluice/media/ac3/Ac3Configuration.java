package dev.sluice.media.ac3;

/**
 * What the frames of an AC-3 or E-AC-3 track have in common, in the terms of the dac3 and dec3 boxes (ETSI TS
 * 102 366 annex F).
 *
 * @param rateCode fscod
 * @param bitstreamId bsid; 11 to 16 for E-AC-3
 * @param bitstreamMode bsmod; 0 where the header of E-AC-3 does not tell it at once
 * @param channelMode acmod
 * @param lowEffects lfeon
 * @param bitRateCode half of frmsizecod; 0 in E-AC-3
 * @param kilobitsPerSecond in E-AC-3 that of the first frame
 */
public record Ac3Configuration(
        int sampleRate,
        int rateCode,
        int bitstreamId,
        int bitstreamMode,
        int channelMode,
        boolean lowEffects,
        int bitRateCode,
        int kilobitsPerSecond) {

    /** Full-bandwidth channels of each acmod (§4.4.2.3). */
    private static final int[] CHANNELS = {2, 1, 2, 3, 3, 4, 4, 5};

    /** All channels, that for low frequencies included. */
    public int channels() {
        return CHANNELS[channelMode] + (lowEffects ? 1 : 0);
    }

    /** Whether a decoder goes on from frames of one configuration to those of the other; bit rates may vary. */
    public boolean continues(Ac3Configuration other) {
        return sampleRate == other.sampleRate
                && bitstreamId == other.bitstreamId
                && channelMode == other.channelMode
                && lowEffects == other.lowEffects;
    }
}
