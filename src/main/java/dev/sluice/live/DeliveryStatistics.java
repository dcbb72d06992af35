package dev.sluice.live;

import java.util.List;

/** Running totals of what viewers were answered; any thread may read them. */
public interface DeliveryStatistics {
    /** The closed set of what answers are for, such as {@code playlist}. */
    List<String> kinds();

    /** The closed set of classes of status codes, such as {@code 2xx}. */
    List<String> codes();

    /** Answers of a kind and class since the start. */
    long answers(String kind, String code);

    /** Bytes of bodies of a stream handed to the network since it was shown. */
    long servedBytes(StreamName stream);

    /** How many watch a stream now, as seen by this replica. */
    long viewers(StreamName stream);

    /** Requests that are held now until what they ask for is there. */
    long waiting();

    /** The closed set of limits on requests that are held, such as {@code stream}. */
    List<String> waitingLimits();

    /** Requests that were not held because of a limit, since the start. */
    long refused(String limit);

    /** Texts of media playlists that were written for viewers since the start. */
    long renderings();
}
