/**
 * The JSON API and {@code POST /auth}.
 *
 * <p>May import {@code access}, {@code live}, {@code bytes}, Vert.x Web and Quarkus REST. {@code app} mounts {@link
 * dev.sluice.admin.http.AuthRoute}; resources are found by Quarkus. Deny by default: a new resource states who may call
 * it, answers errors as {@link dev.sluice.admin.http.Problem} and appears in the OpenAPI document.
 */
@NullMarked
package dev.sluice.admin.http;

import org.jspecify.annotations.NullMarked;
