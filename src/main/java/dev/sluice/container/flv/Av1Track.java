package dev.sluice.container.flv;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackId;
import dev.sluice.media.av1.Av1Configuration;
import dev.sluice.media.av1.Av1TemporalUnit;
import java.util.Optional;

/** The state of an AV1 track: its sequence header, from the configuration record or from a key frame. */
final class Av1Track implements FlvTrack {
    private final TrackId id;
    private final FlvSink sink;
    private Optional<Av1Configuration> current = Optional.empty();

    Av1Track(TrackId id, FlvSink sink) {
        this.id = id;
        this.sink = sink;
    }

    @Override
    public void onConfiguration(Slice configurationRecord) throws MalformedInput {
        current = Optional.empty();
        Optional<Av1Configuration> parsed = Av1Configuration.parse(configurationRecord);
        if (parsed.isEmpty()) {
            sink.onIgnored(Ignored.WITHOUT_PICTURE);
        } else {
            adopt(parsed.get());
        }
    }

    private void adopt(Av1Configuration configuration) {
        current = Optional.of(configuration);
        sink.onConfiguration(id, new Codec.Av1(configuration));
    }

    @Override
    public void onFrame(FrameTime time, Slice data) {
        try {
            emit(time, Av1TemporalUnit.read(data));
        } catch (MalformedInput damaged) {
            sink.onIgnored(Ignored.DAMAGED);
        }
    }

    private void emit(FrameTime time, Av1TemporalUnit unit) throws MalformedInput {
        if (!unit.hasFrame()) {
            sink.onIgnored(Ignored.WITHOUT_PICTURE);
            return;
        }
        if (unit.randomAccess() && !hasSequenceHeader(unit.sequenceHeader())) {
            adopt(Av1Configuration.ofSequenceHeader(unit.sequenceHeader()));
        }
        if (current.isEmpty()) {
            sink.onIgnored(Ignored.BEFORE_CONFIGURATION);
        } else {
            sink.onFrame(time.frame(id, unit.randomAccess(), unit.data()));
        }
    }

    private boolean hasSequenceHeader(Slice sequenceHeader) {
        return current.isPresent() && current.get().sequenceHeader().equals(sequenceHeader);
    }
}
