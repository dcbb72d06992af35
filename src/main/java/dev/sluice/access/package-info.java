/**
 * Streams, their keys and playback tokens: the model and its ports, the grammar and digest of a key, what a stored key
 * allows, who may watch and what guessing costs.
 *
 * <p>May import {@code live} and {@code bytes}. Knows no database: {@code access.postgres} feeds it rows and
 * {@code admin.http} changes them through {@link dev.sluice.access.StreamRegistry} and {@link
 * dev.sluice.access.KeyRegistry}. Time and randomness are arguments. To keep
 * keys elsewhere (a webhook, signed tokens) write another package beside {@code access.postgres} that implements
 * {@link dev.sluice.live.PublishAuthorizer} out of {@link dev.sluice.access.KeyText}, {@link
 * dev.sluice.access.KeyVerdict}, {@link dev.sluice.access.FailedLookups} and {@link
 * dev.sluice.access.ReconnectCache}, and wire it; what is live is judged by {@link
 * dev.sluice.access.KeyVerdict#ofLive}. {@link dev.sluice.access.PlaybackAccess} decides who may watch.
 */
@NullMarked
package dev.sluice.access;

import org.jspecify.annotations.NullMarked;
