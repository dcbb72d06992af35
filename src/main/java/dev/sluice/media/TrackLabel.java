package dev.sluice.media;

import java.util.regex.Pattern;

/**
 * What people may call a track, for choosing among several.
 *
 * @param name empty when the encoder told none; never with quotes or control characters
 * @param language RFC 5646, empty when the encoder told none
 */
public record TrackLabel(String name, String language) {
    public static final TrackLabel NONE = new TrackLabel("", "");

    private static final int LONGEST_NAME = 64;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");

    /** A label from what a stranger wrote: names are cut to what playlists can hold, odd languages are left out. */
    public static TrackLabel of(String name, String language) {
        String clean = name.replaceAll("[\\p{Cntrl}\"]", "").strip();
        return new TrackLabel(
                clean.substring(
                        0,
                        clean.offsetByCodePoints(0, Math.min(LONGEST_NAME, clean.codePointCount(0, clean.length())))),
                LANGUAGE.matcher(language).matches() ? language : "");
    }
}
