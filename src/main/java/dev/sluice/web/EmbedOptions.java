package dev.sluice.web;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** What the address of an embedded player may switch with 0 and 1; anything else leaves the default. */
record EmbedOptions(boolean autoplay, boolean muted, boolean controls) {

    /** An embedded player is quiet by default: it starts, without sound, because browsers refuse more. */
    static EmbedOptions of(MultiMap query) {
        boolean autoplay = flag(query.get("autoplay"), true);
        // Autoplay with sound is what makes people close a page that frames a player (ui.md: "only muted").
        return new EmbedOptions(
                autoplay, autoplay || flag(query.get("muted"), true), flag(query.get("controls"), true));
    }

    /** The options that are on, separated by blanks, for a data attribute. */
    String flags() {
        return ((autoplay ? "autoplay " : "") + (muted ? "muted " : "") + (controls ? "controls" : "")).trim();
    }

    private static boolean flag(@Nullable String text, boolean otherwise) {
        if ("1".equals(text)) {
            return true;
        }
        return "0".equals(text) ? false : otherwise;
    }
}
