/**
 * FLV tag bodies, as RTMP carries them and as files hold them, to configurations and frames. May import
 * {@code media}, its codec packages, {@code amf} and {@code bytes}; called by {@code ingest.rtmp} and
 * {@code demo}.
 *
 * <p>{@link dev.sluice.container.flv.FlvTagReader} parses the header of a body, legacy or Enhanced RTMP, and
 * hands the rest to the state of that track ({@code AvcTrack}, {@code AacTrack} …), which talks to the
 * {@link dev.sluice.container.flv.FlvSink}.
 *
 * <p>To add a codec: a row in {@code VideoFormat} or {@code AudioFormat} if it has none, its
 * {@code FlvTrack}, and a branch in {@code FlvTracks}.
 */
@NullMarked
package dev.sluice.container.flv;

import org.jspecify.annotations.NullMarked;
