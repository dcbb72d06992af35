package dev.sluice.container.flv;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.TrackId;
import dev.sluice.media.avc.AnnexB;
import dev.sluice.media.avc.AvcConfiguration;
import dev.sluice.media.avc.NalType;
import dev.sluice.media.avc.NalUnits;
import dev.sluice.media.avc.ParameterSets;
import java.util.Optional;

/**
 * The state of an H.264 track: its parameter sets, from configuration records and from the stream, and what
 * came without a picture and waits for one.
 */
final class AvcTrack implements FlvTrack {
    private final TrackId id;
    private final FlvSink sink;
    private final NalUnits units = new NalUnits();
    private ParameterSets sets = ParameterSets.NONE;
    private ParameterSets announcedSets = ParameterSets.NONE;
    private Optional<AvcConfiguration> current = Optional.empty();
    private final WaitingUnits waiting = new WaitingUnits();
    private boolean hasPicture;
    private boolean hasIdr;

    AvcTrack(TrackId id, FlvSink sink) {
        this.id = id;
        this.sink = sink;
    }

    @Override
    public void onConfiguration(Slice configurationRecord) throws MalformedInput {
        current = Optional.empty();
        waiting.clear();
        if (isHevc(configurationRecord)) {
            sink.onUnsupported(MediaKind.VIDEO, "HEVC in an AVC tag");
            return;
        }
        sets = ParameterSets.parse(configurationRecord);
        Optional<AvcConfiguration> parsed = AnnexB.startsWithStartCode(configurationRecord)
                ? sets.configuration()
                : sets.configuration(configurationRecord);
        announcedSets = sets;
        if (parsed.isEmpty()) {
            sink.onIgnored(Ignored.WITHOUT_PICTURE);
        } else {
            adopt(parsed.get());
        }
    }

    /**
     * OBS before 29.1 sent HEVC under the number of AVC. Both records begin with version 1, but only in that
     * of AVC are the upper six bits of byte 4 reserved and set (ISO/IEC 14496-15 §5.3.3.1.2, §8.3.3.1.2).
     */
    private static boolean isHevc(Slice configurationRecord) {
        if (configurationRecord.length() < 24
                || configurationRecord.at(0) != 1
                || (configurationRecord.at(4) & 0xFC) == 0xFC) {
            return false;
        }
        int firstArrayType = configurationRecord.at(23) & 0x3F;
        return configurationRecord.at(22) > 0
                && ((firstArrayType >= 32 && firstArrayType <= 34) || firstArrayType == 39 || firstArrayType == 40);
    }

    private void adopt(AvcConfiguration configuration) {
        current = Optional.of(configuration);
        sink.onConfiguration(id, new Codec.Avc(configuration));
    }

    @Override
    public void onFrame(FrameTime time, Slice data) {
        Slice unit = inspected(data);
        if (units.count() == NalUnits.MAX_UNITS && units.isDamaged()) {
            sink.onIgnored(Ignored.TOO_LARGE);
            return;
        }
        if (units.isDamaged()) {
            sink.onIgnored(Ignored.DAMAGED);
        }
        if (!hasPicture) {
            sink.onIgnored(waiting.add(unit));
            return;
        }
        if (hasIdr) {
            adoptInBandSets();
        }
        if (current.isEmpty()) {
            waiting.clear();
            sink.onIgnored(Ignored.BEFORE_CONFIGURATION);
            return;
        }
        Slice whole = waiting.takeBefore(unit);
        sink.onFrame(time.frame(id, hasIdr, whole));
    }

    /**
     * The good NAL units of the message behind their lengths, looked through for pictures and parameter sets.
     */
    private Slice inspected(Slice data) {
        inspect(data);
        if (units.isDamaged() && isByteStream(data)) {
            Slice converted = AnnexB.toLengthPrefixed(data);
            if (sets.lengthSize() != 4) {
                // From here on the configuration follows the frames.
                sets = new ParameterSets(4, sets.sequence(), sets.picture());
                waiting.clear();
                adoptInBandSets();
            }
            inspect(converted);
            return converted;
        }
        return units.isDamaged() ? data.slice(0, units.end()) : data;
    }

    private void inspect(Slice data) {
        hasPicture = false;
        hasIdr = false;
        units.reset(data, sets.lengthSize());
        while (units.next()) {
            int type = units.type();
            hasPicture |= NalType.isPicture(type);
            hasIdr |= type == NalType.IDR_SLICE;
            if (type == NalType.SEQUENCE_PARAMETER_SET || type == NalType.PICTURE_PARAMETER_SET) {
                sets = sets.with(units.unit());
            }
        }
    }

    /**
     * A start code where a length should be: read as a length it is at most 1, or points past the end at
     * once.
     */
    private boolean isByteStream(Slice data) {
        return AnnexB.startsWithStartCode(data) && (units.count() == 0 || units.end() <= 1 + 2 * sets.lengthSize());
    }

    /** Encoders that change resolution without a new record tell it in band, in front of an IDR picture. */
    private void adoptInBandSets() {
        if (sets.equals(announcedSets) && current.isPresent()) {
            return;
        }
        try {
            Optional<AvcConfiguration> changed = sets.configuration();
            if (changed.isPresent()) {
                announcedSets = sets;
                adopt(changed.get());
            }
        } catch (MalformedInput unreadable) {
            sets = announcedSets;
        }
    }
}
