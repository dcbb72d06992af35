package dev.sluice.web;

import java.util.List;

/** Everything static that the pages load, and the URLs under which they find it. */
final class WebAssets {
    /** Our own files change with every release, the vendored ones rarely: two bundles keep the big one cached. */
    private final AssetBundle own = AssetBundle.read(
            "web/assets",
            List.of("sluice.css", "icon.svg", "page.js", "list.js", "player.js", "state.js", "time.js", "watch.js"));

    private final AssetBundle vendor =
            AssetBundle.read("web/vendor", List.of("hls.min.mjs", "hls.worker.js", "hls.js.LICENSE"));

    /** Where templates find our own files, without a trailing slash. */
    String ownPrefix() {
        return "/assets/" + own.hash();
    }

    /** Where templates find the vendored files, without a trailing slash. */
    String vendorPrefix() {
        return "/vendor/" + vendor.hash();
    }

    AssetBundle own() {
        return own;
    }

    AssetBundle vendor() {
        return vendor;
    }
}
