package dev.sluice.advice;

import dev.sluice.live.DroppedMessage;
import dev.sluice.live.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one encoder sends now.
 *
 * @param epoch number of the publication
 * @param address the encoder's, without port
 * @param software what the encoder calls itself; may be empty
 * @param codecs RFC 6381, comma-separated
 * @param width pixels; 0 without video
 * @param height pixels; 0 without video
 * @param jumps of its clock since it began
 * @param dropped messages that did not reach viewers since it began
 */
public record IngestReport(
        StreamName stream,
        String title,
        long epoch,
        Instant since,
        String address,
        String software,
        UUID keyId,
        String codecs,
        int width,
        int height,
        Measures measures,
        long jumps,
        Map<DroppedMessage, Long> dropped,
        List<Advice> advice) {}
