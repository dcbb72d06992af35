package dev.sluice.web;

import dev.sluice.live.PlaybackAuthorizer;
import dev.sluice.live.StreamName;
import io.quarkus.qute.Engine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The URLs of the pages and of their static files. */
@Singleton
public class WebRoutes {
    /** After everything that others serve, so that an unknown path, and only that, gets the friendly page. */
    private static final int AFTER_ALL_OTHERS = Integer.MAX_VALUE;

    private static final Pattern GZIP = Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?(\\s*,|\\s*$))");

    private final Pages pages;
    private final WebAssets assets = new WebAssets();
    private final Framing embedFraming;
    private final TokenCookie cookie;

    /** Reads templates' data from configuration; {@code rtmpUrl} overrides host, port and application. */
    @Inject
    public WebRoutes(
            Engine engine,
            PlaybackAuthorizer authorizer,
            @ConfigProperty(name = "sluice.public.rtmp-url") Optional<String> rtmpUrl,
            @ConfigProperty(name = "sluice.rtmp.port", defaultValue = "1935") int rtmpPort,
            @ConfigProperty(name = "sluice.rtmp.apps", defaultValue = "live") List<String> rtmpApps,
            @ConfigProperty(name = "sluice.web.embed-ancestors", defaultValue = "*") String embedAncestors) {
        this.pages = new Pages(engine, assets, new PublishAddress(rtmpUrl, rtmpPort, rtmpApps.get(0)));
        this.cookie = new TokenCookie(authorizer, InstantSource.system());
        this.embedFraming = new Framing(embedAncestors);
    }

    void init(@Observes Router router) {
        get(router.route("/")).handler(context -> page(context, 200, Framing.SAME_ORIGIN, pages.list()));
        get(router.route("/watch/:stream"))
                .handler(context -> player(context, Framing.SAME_ORIGIN, TokenCookie.Page.WATCH, pages::watch));
        get(router.route("/embed/:stream"))
                .handler(context -> player(
                        context,
                        embedFraming,
                        TokenCookie.Page.EMBED,
                        stream -> pages.embed(stream, EmbedOptions.of(context.queryParams()))));
        get(router.route("/assets/:hash/:file")).handler(context -> asset(context, assets.own()));
        get(router.route("/vendor/:hash/:file")).handler(context -> asset(context, assets.vendor()));
        get(router.route()).order(AFTER_ALL_OTHERS).handler(this::notFound);
    }

    private static Route get(Route route) {
        return route.method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    /** Of a private stream without a good token the same page, which says so: it holds nothing but the name. */
    private void player(
            RoutingContext context, Framing framing, TokenCookie.Page kind, Function<StreamName, String> render) {
        StreamName.parse(parameter(context, "stream"))
                .ifPresentOrElse(
                        stream -> page(context, cookie.admit(context, stream, kind), framing, render.apply(stream)),
                        () -> notFound(context));
    }

    private void notFound(RoutingContext context) {
        if (String.valueOf(context.request().getHeader("Accept")).contains("text/html")) {
            page(context, 404, Framing.SAME_ORIGIN, pages.notFound());
            return;
        }
        // Players and programs have no use for a page.
        context.response()
                .setStatusCode(404)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff");
        end(context, Buffer.buffer("There is nothing at this address.\n"));
    }

    private static void page(RoutingContext context, int status, Framing framing, String html) {
        HttpServerResponse response = context.response().setStatusCode(status);
        PageHeaders.write(response.headers(), framing);
        // The page names its assets by content hash: it must be asked for again after an update, they must not.
        if (!response.headers().contains("Cache-Control")) {
            response.putHeader("Cache-Control", "no-cache");
        }
        end(context, Buffer.buffer(html));
    }

    private void asset(RoutingContext context, AssetBundle bundle) {
        Optional<Asset> found = bundle.find(parameter(context, "file"));
        if (found.isEmpty()) {
            notFound(context);
            return;
        }
        Asset asset = found.get();
        boolean current = bundle.hash().equals(parameter(context, "hash"));
        boolean gzip = GZIP.matcher(String.valueOf(context.request().getHeader("Accept-Encoding")))
                .find();
        HttpServerResponse response = context.response()
                .putHeader("Content-Type", asset.contentType())
                .putHeader("X-Content-Type-Options", "nosniff")
                // In a rolling update the page may come from one version and this request meet the other: better
                // the file of this version, uncached, than no player at all.
                .putHeader("Cache-Control", current ? "public, max-age=31536000, immutable" : "no-store")
                .putHeader("Vary", "Accept-Encoding");
        if (gzip) {
            response.putHeader("Content-Encoding", "gzip");
        }
        end(context, gzip ? asset.gzip() : asset.plain());
    }

    private static String parameter(RoutingContext context, String name) {
        return Objects.requireNonNullElse(context.pathParam(name), "");
    }

    private static void end(RoutingContext context, Buffer body) {
        if (HttpMethod.HEAD.equals(context.request().method())) {
            context.response()
                    .putHeader("Content-Length", String.valueOf(body.length()))
                    .end();
        } else {
            context.response().end(body);
        }
    }
}
