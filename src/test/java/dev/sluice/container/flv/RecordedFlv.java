package dev.sluice.container.flv;

import dev.sluice.media.Codec;
import dev.sluice.media.ColorInfo;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.TrackId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what a reader tells, one line for each call. */
final class RecordedFlv implements FlvSink {
    final List<String> lines = new ArrayList<>();
    final List<StampedFrame> frames = new ArrayList<>();
    final List<Codec> codecs = new ArrayList<>();
    final List<Optional<ColorInfo>> colors = new ArrayList<>();

    @Override
    public void onConfiguration(TrackId track, Codec codec) {
        codecs.add(codec);
        lines.add("configuration " + of(track) + codec.rfc6381());
    }

    @Override
    public void onFrame(StampedFrame frame) {
        frames.add(frame);
        lines.add("frame " + of(frame.track()) + frame.dtsMillis() + "+" + frame.compositionMillis()
                + (frame.randomAccess() ? " key " : " ") + frame.data().toHex());
    }

    @Override
    public void onEndOfSequence(TrackId track) {
        lines.add("end " + track.kind());
    }

    @Override
    public void onColorInfo(TrackId track, Optional<ColorInfo> color) {
        colors.add(color);
        lines.add("color " + of(track) + color.map(ColorInfo::videoRange).orElse("none"));
    }

    /** Nothing for the default track. */
    private static String of(TrackId track) {
        return track.index() == 0 ? "" : "#" + track.index() + " ";
    }

    @Override
    public void onIgnored(Ignored reason) {
        lines.add("ignored " + reason);
    }

    @Override
    public void onUnsupported(MediaKind kind, String codecName) {
        lines.add("unsupported " + codecName);
    }
}
