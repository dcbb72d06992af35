package dev.sluice.rtmp.session;

import static java.util.Map.entry;

import dev.sluice.amf.AmfValue;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.message.DataMessage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands that a server answers with, in the shapes that clients insist on. */
final class Replies {
    private static final AmfValue NULL = AmfValue.Absent.NULL;

    private Replies() {}

    /** The object encoding must be there, as a number: some clients need it. Never 3 to a client that did not ask. */
    static Command connected(double transaction, int objectEncoding, Map<String, AmfValue> enhanced) {
        Map<String, AmfValue> server = new LinkedHashMap<>();
        server.put("fmsVer", AmfValue.of("FMS/3,0,1,123"));
        server.put("capabilities", AmfValue.of(31));
        server.putAll(enhanced);
        return Command.of(
                "_result",
                transaction,
                new AmfValue.ObjectValue(Collections.unmodifiableMap(server)),
                AmfValue.object(
                        entry("level", AmfValue.of(NetStatus.CONNECT_SUCCESS.level())),
                        entry("code", AmfValue.of(NetStatus.CONNECT_SUCCESS.code())),
                        entry("description", AmfValue.of("Connection succeeded.")),
                        entry("objectEncoding", AmfValue.of(objectEncoding))));
    }

    static Command result(double transaction, AmfValue value) {
        return Command.of("_result", transaction, NULL, value);
    }

    static Command error(double transaction, NetStatus status, String description) {
        return Command.of("_error", transaction, NULL, info(status, description));
    }

    static Command status(NetStatus status, String description) {
        return Command.of("onStatus", 0, NULL, info(status, description));
    }

    /**
     * The notice {@code onFCPublish} and its like. The transaction number must not be left out (Livestream Studio 6);
     * Haivision encoders wait for it before they publish.
     */
    static Command notice(String name, NetStatus status, String description) {
        return Command.of(name, 0, NULL, info(status, description));
    }

    /** Tells Flash that it may look into samples; librtmp based players expect it first. */
    static DataMessage sampleAccess() {
        return new DataMessage(List.of(AmfValue.of("|RtmpSampleAccess"), AmfValue.of(true), AmfValue.of(true)));
    }

    private static AmfValue info(NetStatus status, String description) {
        return AmfValue.object(
                entry("level", AmfValue.of(status.level())),
                entry("code", AmfValue.of(status.code())),
                entry("description", AmfValue.of(description)));
    }
}
