package dev.sluice.container.flv;

import dev.sluice.amf.Amf0Reader;
import dev.sluice.amf.AmfLimits;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.ColorInfo;
import java.util.Optional;
import java.util.OptionalInt;

/** The video metadata of Enhanced RTMP: pairs of a name and a value in AMF0, of which colorInfo is known. */
final class ColorInfoReader {
    private ColorInfoReader() {}

    /**
     * What a metadata packet says.
     *
     * @param told whether colour was spoken of at all
     * @param info empty where the encoder takes back what it said before
     */
    record Reading(boolean told, Optional<ColorInfo> info) {}

    static Reading read(Slice body) throws MalformedInput {
        Amf0Reader values = Amf0Reader.truncating(body, AmfLimits.DEFAULT);
        Reading reading = new Reading(false, Optional.empty());
        while (values.hasNext()) {
            Optional<String> name = values.next().text();
            if (!values.hasNext()) {
                break;
            }
            AmfValue value = values.next();
            if (name.isPresent() && name.get().equals("colorInfo")) {
                reading = new Reading(true, value.members().isEmpty() ? Optional.empty() : Optional.of(colour(value)));
            }
        }
        return reading;
    }

    private static ColorInfo colour(AmfValue value) {
        AmfValue config = value.member("colorConfig");
        AmfValue light = value.member("hdrCll");
        AmfValue display = value.member("hdrMdcv");
        return new ColorInfo(
                integer(config, "bitDepth"),
                integer(config, "colorPrimaries"),
                integer(config, "transferCharacteristics"),
                integer(config, "matrixCoefficients"),
                light.members().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ColorInfo.ContentLight(number(light, "maxFall"), number(light, "maxCLL"))),
                display.members().isEmpty() ? Optional.empty() : Optional.of(mastering(display)));
    }

    private static ColorInfo.MasteringDisplay mastering(AmfValue display) {
        return new ColorInfo.MasteringDisplay(
                point(display, "red"),
                point(display, "green"),
                point(display, "blue"),
                point(display, "whitePoint"),
                number(display, "maxLuminance"),
                number(display, "minLuminance"));
    }

    private static ColorInfo.Point point(AmfValue display, String name) {
        return new ColorInfo.Point(number(display, name + "X"), number(display, name + "Y"));
    }

    private static double number(AmfValue object, String name) {
        double value = object.member(name).number().orElse(0);
        return Double.isFinite(value) ? value : 0;
    }

    /** Code points and depths are small; what is not comes from a broken encoder. */
    private static OptionalInt integer(AmfValue object, String name) {
        double value = object.member(name).number().orElse(-1);
        return value >= 0 && value <= 255 ? OptionalInt.of((int) value) : OptionalInt.empty();
    }
}
