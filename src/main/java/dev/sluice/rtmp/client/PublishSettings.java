package dev.sluice.rtmp.client;

import dev.sluice.bytes.Secret;

/**
 * Where and how to publish.
 *
 * @param app such as {@code live}
 * @param tcUrl such as {@code rtmp://host/live}
 * @param streamName the stream key or {@code NAME?key=KEY}
 * @param chunkBytes the size of the chunks that are sent
 * @param digest whether C1 carries a digest, as FFmpeg's does
 */
public record PublishSettings(String app, String tcUrl, Secret streamName, int chunkBytes, boolean digest) {
    /** What OBS does but for the larger chunks: no digest. */
    public static PublishSettings of(String app, String tcUrl, Secret streamName) {
        return new PublishSettings(app, tcUrl, streamName, 65536, false);
    }
}
