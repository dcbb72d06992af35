/**
 * Access units to CMAF: fragmented MP4 with one track a file (ISO/IEC 23000-19 over ISO/IEC 14496-12). May import
 * {@code media}, its codec packages and {@code bytes}; called by {@code hls}.
 *
 * <p>{@link dev.sluice.container.cmaf.CmafInit} writes what a decoder is created from,
 * {@link dev.sluice.container.cmaf.FragmentWriter} what it is fed with, {@link dev.sluice.container.cmaf.Poster} both
 * of a single picture. Every other class knows how one box, or one family of boxes, is laid out.
 *
 * <p>To add a codec: its record in {@link dev.sluice.media.Codec} makes {@code SampleEntries} and {@code SampleForms}
 * ask for a case. The first writes the sample entry: {@code VisualEntry} or {@code AudioEntry} around the box with the
 * configuration, which gets a class of its own unless the configuration record is that box's contents already. The
 * second says how an access unit becomes a sample: {@code SampleForm.AS_IS}, or a form of its own. Then a vector in
 * {@code SampleEntriesTest} and a line in {@code CmafReadersIT}, which asks FFmpeg.
 */
@NullMarked
package dev.sluice.container.cmaf;

import org.jspecify.annotations.NullMarked;
