/**
 * Follows a live HLS presentation over HTTP as a player would, records every version of its playlists and
 * all its media, and judges the recording by the numbered rules HLS-01 to HLS-76 of docs/conformance.md.
 *
 * <p>Knows no names or numbers of the program: everything is read from the playlists. The judging half is
 * pure and takes recordings, so that tests can hand it faulty ones. A new rule is a constant of {@link
 * dev.sluice.conformance.Rule}, a method in the class that it names, and a line in {@code ViolationsTest}
 * that shows it failing.
 */
@NullMarked
package dev.sluice.conformance;

import org.jspecify.annotations.NullMarked;
