package dev.sluice.web;

import dev.sluice.live.StreamName;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;

/** The pages as text. Rendering reads templates that the engine holds parsed: no I/O, fit for an event loop. */
final class Pages {
    private final Engine engine;
    private final WebAssets assets;
    private final PublishAddress publishAddress;

    Pages(Engine engine, WebAssets assets, PublishAddress publishAddress) {
        this.engine = engine;
        this.assets = assets;
        this.publishAddress = publishAddress;
    }

    String list() {
        return page("list")
                .data("rtmpUrl", publishAddress.configuredUrl().orElse(""))
                .data("rtmpPort", publishAddress.port())
                .data("rtmpApp", publishAddress.app())
                .render();
    }

    String watch(StreamName stream) {
        return player(stream, new EmbedOptions(true, false, true))
                .data("embed", false)
                .render();
    }

    String embed(StreamName stream, EmbedOptions options) {
        return player(stream, options).data("embed", true).render();
    }

    String notFound() {
        return page("not-found").render();
    }

    private TemplateInstance player(StreamName stream, EmbedOptions options) {
        return page("watch").data("stream", stream.value()).data("options", options.flags());
    }

    private TemplateInstance page(String name) {
        Template template = engine.getTemplate("web/" + name);
        if (template == null) {
            throw new IllegalStateException("no template: web/" + name);
        }
        return template.data("assets", assets.ownPrefix()).data("vendor", assets.vendorPrefix());
    }
}
