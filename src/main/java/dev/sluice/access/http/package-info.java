/**
 * Publishers are checked by a program of the operator's, in the form that nginx-rtmp's {@code on_publish} has: the
 * alternative to the keys in PostgreSQL.
 *
 * <p>May import {@code access}, {@code live}, {@code bytes}, {@code outbound} and Vert.x. {@code app} builds its one
 * class when {@code sluice.auth.http.url} is set; RTMP and {@code /auth} see
 * {@link dev.sluice.live.PublishAuthorizer} alone.
 */
@NullMarked
package dev.sluice.access.http;

import org.jspecify.annotations.NullMarked;
