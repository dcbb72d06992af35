package dev.sluice.container.flv;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackId;
import dev.sluice.media.avc.AnnexB;
import dev.sluice.media.avc.NalUnits;
import dev.sluice.media.hevc.HevcConfiguration;
import dev.sluice.media.hevc.HevcNalType;
import dev.sluice.media.hevc.HevcParameterSets;
import java.util.Optional;

/**
 * The state of an HEVC track: its parameter sets, from configuration records and from the stream, and what
 * came without a picture and waits for one.
 */
final class HevcTrack implements FlvTrack {
    private final TrackId id;
    private final FlvSink sink;
    private final NalUnits units = new NalUnits();
    private HevcParameterSets sets = HevcParameterSets.NONE;
    private HevcParameterSets announcedSets = HevcParameterSets.NONE;
    private Optional<HevcConfiguration> current = Optional.empty();
    private final WaitingUnits waiting = new WaitingUnits();
    private boolean hasPicture;
    private boolean randomAccess;
    private boolean cleanAccess;
    private boolean skippedLeading;
    /** Decoding began, or begins, at a CRA or BLA: RASL pictures refer to what nobody has (§8.1.3). */
    private boolean dropsLeading = true;

    HevcTrack(TrackId id, FlvSink sink) {
        this.id = id;
        this.sink = sink;
    }

    @Override
    public void onConfiguration(Slice configurationRecord) throws MalformedInput {
        current = Optional.empty();
        waiting.clear();
        sets = HevcParameterSets.parse(configurationRecord);
        Optional<HevcConfiguration> parsed = sets.configuration();
        announcedSets = sets;
        dropsLeading = true;
        if (parsed.isEmpty()) {
            sink.onIgnored(Ignored.WITHOUT_PICTURE);
        } else {
            adopt(parsed.get());
        }
    }

    private void adopt(HevcConfiguration configuration) {
        current = Optional.of(configuration);
        sink.onConfiguration(id, new Codec.Hevc(configuration));
    }

    @Override
    public void onFrame(FrameTime time, Slice data) {
        Slice unit = inspected(data);
        if (units.isDamaged()) {
            boolean tooMany = units.count() == NalUnits.MAX_UNITS;
            sink.onIgnored(tooMany ? Ignored.TOO_LARGE : Ignored.DAMAGED);
            if (tooMany) {
                return;
            }
        }
        if (hasPicture) {
            emit(time, unit);
        } else {
            sink.onIgnored(waiting.add(unit));
        }
    }

    private void emit(FrameTime time, Slice unit) {
        if (randomAccess) {
            adoptInBandSets();
        }
        if (current.isEmpty()) {
            waiting.clear();
            sink.onIgnored(Ignored.BEFORE_CONFIGURATION);
            return;
        }
        if (dropsLeading && skippedLeading) {
            sink.onIgnored(Ignored.LEADING_PICTURE);
            return;
        }
        // Leading pictures lie between the random access picture and the first trailing one.
        dropsLeading = randomAccess ? dropsLeading && !cleanAccess : dropsLeading && waitsForTrailing(unit);
        Slice whole = waiting.takeBefore(unit);
        sink.onFrame(time.frame(id, randomAccess, whole));
    }

    /** RADL pictures may still have RASL ones behind them. */
    private boolean waitsForTrailing(Slice unit) {
        units.reset(unit, sets.lengthSize());
        while (units.next()) {
            int type = HevcNalType.of(unit.at(units.start()));
            if (HevcNalType.isPicture(type)) {
                return type >= HevcNalType.RADL_N && type <= HevcNalType.RASL_R;
            }
        }
        return false;
    }

    private Slice inspected(Slice data) {
        inspect(data);
        if (units.isDamaged() && AnnexB.startsWithStartCode(data) && units.count() <= 1) {
            Slice converted = AnnexB.toLengthPrefixed(data);
            if (sets.lengthSize() != 4) {
                sets = sets.withLengthSize(4);
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
        randomAccess = false;
        cleanAccess = false;
        skippedLeading = false;
        units.reset(data, sets.lengthSize());
        while (units.next()) {
            int type = HevcNalType.of(data.at(units.start()));
            hasPicture |= HevcNalType.isPicture(type);
            randomAccess |= HevcNalType.isRandomAccess(type);
            cleanAccess |= type == HevcNalType.IDR_W_RADL || type == HevcNalType.IDR_N_LP;
            skippedLeading |= HevcNalType.isSkippedLeading(type);
            if (HevcNalType.isParameterSet(type)) {
                sets = sets.with(units.unit());
            }
        }
    }

    private void adoptInBandSets() {
        if (sets.equals(announcedSets) && current.isPresent()) {
            return;
        }
        try {
            Optional<HevcConfiguration> changed = sets.configuration();
            if (changed.isPresent()) {
                announcedSets = sets;
                adopt(changed.get());
            }
        } catch (MalformedInput unreadable) {
            sets = announcedSets;
        }
    }

    @Override
    public void onEnd() {
        dropsLeading = true;
    }
}
