package dev.sluice.rtmp.session;

import static java.util.Map.entry;

import dev.sluice.amf.AmfValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this server can do of Enhanced RTMP v2 ("Enhancing NetConnection connect"). Told only to clients that told
 * theirs: to all others the answer to connect stays what it has always been.
 */
final class EnhancedRtmp {
    /** Bit of capsEx: the client leaves when it is sent a ReconnectRequest. */
    static final int RECONNECT = 1;
    /** Bit of capsEx: multitrack packets are understood. */
    private static final int MULTITRACK = 2;
    /** Bit of capsEx: ModEx packets are understood. */
    private static final int MOD_EX = 4;
    /** Bit of capsEx: nanosecond offsets are understood. */
    private static final int NANO_OFFSET = 8;
    /** Value of an info map: forwards, neither decodes nor encodes. */
    private static final int FORWARD = 4;

    /** What the outputs carry: an encoder may send more, and is told by name what cannot be delivered. */
    private static final List<String> VIDEO = List.of("avc1", "hvc1");

    private static final List<String> AUDIO = List.of("mp4a", ".mp3", "ac-3", "ec-3");
    private static final List<String> ASKED =
            List.of("fourCcList", "videoFourCcInfoMap", "audioFourCcInfoMap", "capsEx");

    private EnhancedRtmp() {}

    /** The members to add to the answer; none when {@code properties} of connect hold none of them. */
    static Map<String, AmfValue> answer(AmfValue properties) {
        if (ASKED.stream().noneMatch(properties.members()::containsKey)) {
            return Map.of();
        }
        List<AmfValue> all =
                Stream.concat(VIDEO.stream(), AUDIO.stream()).map(AmfValue::of).toList();
        return Map.ofEntries(
                entry("fourCcList", new AmfValue.StrictArray(all)),
                entry("videoFourCcInfoMap", infoMap(VIDEO)),
                entry("audioFourCcInfoMap", infoMap(AUDIO)),
                entry("capsEx", AmfValue.of(RECONNECT | MULTITRACK | MOD_EX | NANO_OFFSET)));
    }

    private static AmfValue infoMap(List<String> fourCcs) {
        return new AmfValue.ObjectValue(
                fourCcs.stream().collect(Collectors.toMap(fourCc -> fourCc, fourCc -> AmfValue.of(FORWARD))));
    }
}
