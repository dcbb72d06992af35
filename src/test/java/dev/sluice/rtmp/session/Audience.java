package dev.sluice.rtmp.session;

import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A server that agrees to everything and remembers what it was told. */
final class Audience {
    private Audience() {}

    /** What a new session makes of these bytes. */
    static List<SessionEvent> hear(List<Slice> pieces) throws ProtocolViolation {
        RtmpServerSession session = new RtmpServerSession(SessionLimits.DEFAULT, new Random(1));
        List<SessionEvent> events = new ArrayList<>();
        for (Slice piece : pieces) {
            session.feed(piece);
            for (Optional<SessionEvent> e = session.next(); e.isPresent(); e = session.next()) {
                events.add(e.get());
                if (e.get() instanceof SessionEvent.ConnectRequested) {
                    session.acceptConnect();
                } else if (e.get() instanceof SessionEvent.PublishRequested) {
                    session.acceptPublish();
                }
            }
            session.takeOutput();
        }
        return events;
    }
}
