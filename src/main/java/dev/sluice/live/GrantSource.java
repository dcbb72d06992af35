package dev.sluice.live;

/** Who let a publication in: what is granted by one is not judged by what another knows of keys. */
public enum GrantSource {
    /** The stored keys, which are looked at again as long as the publication lasts. */
    STORED_KEY,
    /** Somebody who is asked once, such as another service: only an expiry that came with the grant ends it. */
    ELSEWHERE
}
