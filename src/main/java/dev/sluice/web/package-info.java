/**
 * The pages people open: the list of live streams, the watch page and the bare player for an iframe.
 *
 * <p>May import {@code live} (for the grammar of stream names and who may watch), {@code bytes}, Vert.x Web, Qute
 * and CDI. Nobody calls it: {@link dev.sluice.web.WebRoutes} observes the router that Quarkus hands out. What the
 * pages show comes from the JSON API and the playlists, fetched by the browser, so nothing here depends on the state
 * of the server.
 *
 * <p>Templates are under {@code templates/web}, scripts and style under {@code web/assets}, vendored libraries under
 * {@code web/vendor} with a lock file ({@code src/main/scripts/vendor.sh} refreshes both). These folders are not
 * {@code META-INF/resources} on purpose: Quarkus would serve that by itself, without content hashes in the URL and
 * without the headers below.
 *
 * <p>To add a page: a template that includes {@code web/layout}, a method in {@link dev.sluice.web.Pages} and a
 * route in {@link dev.sluice.web.WebRoutes}. To add an asset: the file and its name in
 * {@link dev.sluice.web.WebAssets}.
 */
@NullMarked
package dev.sluice.web;

import org.jspecify.annotations.NullMarked;
