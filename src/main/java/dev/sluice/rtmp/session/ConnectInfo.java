package dev.sluice.rtmp.session;

import dev.sluice.bytes.Secret;

/**
 * What a client has said of itself in its connect command. Prints nothing that may hold a key: encoders put keys into
 * every one of these texts.
 *
 * @param application the first segment of the app without its query, such as {@code live}
 * @param app as sent
 * @param tcUrl as sent, the app when it is missing; may be empty
 * @param software the property flashVer, such as {@code FMLE/3.0 (compatible; Lavf60.16.100)}, at most 256 characters
 * @param objectEncoding 0 or 3
 * @param capsEx the capability bits of Enhanced RTMP, 0 when there are none
 */
public record ConnectInfo(
        String application, Secret app, Secret tcUrl, String software, int objectEncoding, int capsEx) {
    @Override
    public String toString() {
        return "ConnectInfo[objectEncoding=" + objectEncoding + ", capsEx=" + capsEx + "]";
    }
}
