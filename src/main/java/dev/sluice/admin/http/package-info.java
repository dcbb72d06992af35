/**
 * The JSON API and {@code POST /auth}.
 *
 * <p>May import {@code access}, {@code advice}, {@code live}, {@code bytes}, Vert.x Web and Quarkus REST. {@code app}
 * mounts {@link dev.sluice.admin.http.AuthRoute} and {@link dev.sluice.admin.http.ApiRoutes}; resources are found by
 * Quarkus. Deny by default: a new resource below {@code /api/v1} needs the admin token without saying so ({@link
 * dev.sluice.admin.http.AdminFilter}). It reads a body with {@link dev.sluice.admin.http.Fields}, refuses with a {@link
 * dev.sluice.admin.http.ProblemKind}, blocks nothing, and describes itself for the OpenAPI document.
 */
@NullMarked
package dev.sluice.admin.http;

import org.jspecify.annotations.NullMarked;
