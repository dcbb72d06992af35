package dev.sluice.hooks;

import dev.sluice.live.CloseReason;
import dev.sluice.live.StreamName;
import java.time.Duration;
import java.util.UUID;

/** Something that an operator's program may want to know. */
public sealed interface HookEvent {
    /** The word in the field {@code type}. */
    String type();

    /** An encoder publishes; {@code software} is what it calls itself and may be empty. */
    record Published(StreamName stream, long epoch, UUID keyId, String address, String software) implements HookEvent {
        @Override
        public String type() {
            return "published";
        }
    }

    /** A publication has ended; the stream may go on with the next one. */
    record Ended(StreamName stream, long epoch, UUID keyId, String address, CloseReason reason, Duration duration)
            implements HookEvent {
        @Override
        public String type() {
            return "ended";
        }
    }

    /** A publisher was sent away. */
    record Refused(String address, CloseReason reason) implements HookEvent {
        @Override
        public String type() {
            return "refused";
        }
    }

    /** A stream has ended, and what is kept of it can be watched at {@code path}, below the root of the service. */
    record Recorded(StreamName stream, long epoch, String path) implements HookEvent {
        @Override
        public String type() {
            return "recorded";
        }
    }
}
