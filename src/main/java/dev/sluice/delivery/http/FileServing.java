package dev.sluice.delivery.http;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.hls.HlsResource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Answers requests for what never changes: from memory, from the volume, or as soon as it is there. */
final class FileServing {
    private static final Logger LOG = Logger.getLogger("dev.sluice.delivery");

    private final LiveShelf shelf;
    private final VolumeReader volume;
    private final Viewers viewers;
    private final Holding holding;

    FileServing(LiveShelf shelf, VolumeReader volume, Viewers viewers, Holding holding) {
        this.shelf = shelf;
        this.volume = volume;
        this.viewers = viewers;
        this.holding = holding;
    }

    void serve(Exchange exchange, HlsResource.Immutable name) {
        Optional<ShelvedPresentation> live = shelf.find(name);
        live.ifPresent(shown -> see(exchange, name, shown));
        Optional<SharedBytes> content = live.flatMap(shown -> shown.hold(name));
        if (content.isPresent()) {
            memory(exchange, name, content.get());
        } else if (name instanceof HlsResource.Part part) {
            part(exchange, part, live);
        } else if (name instanceof HlsResource.Poster) {
            exchange.notFound(kind(name), "There is no such picture any more.");
        } else {
            volume(exchange, name);
        }
    }

    /** Parts are in memory or nowhere; only the one that the list names next is worth waiting for. */
    private void part(Exchange exchange, HlsResource.Part name, Optional<ShelvedPresentation> live) {
        Awaited.NextPart next = new Awaited.NextPart(name);
        Optional<ShelvedPresentation> expecting = live.filter(shown -> !next.isSettled(shown));
        if (expecting.isEmpty()) {
            noSuchPart(exchange);
            return;
        }
        Place place = new Place(name.stream(), name.rendition().format());
        long patienceNanos = Holding.patienceNanos(expecting.get());
        holding.hold(exchange, ResponseKind.PART, place, next, patienceNanos, new Waiter.Answer() {
            @Override
            public void settled(Optional<ShelvedPresentation> now) {
                now.ifPresent(shown -> see(exchange, name, shown));
                now.flatMap(shown -> shown.hold(name))
                        .ifPresentOrElse(content -> memory(exchange, name, content), () -> noSuchPart(exchange));
            }

            @Override
            public void late() {
                noSuchPart(exchange);
            }
        });
    }

    /** Not to be remembered: a part of this name may still come. */
    private static void noSuchPart(Exchange exchange) {
        exchange.fail(ResponseKind.PART, 404, "There is no such part.");
    }

    private void see(Exchange exchange, HlsResource.Immutable name, ShelvedPresentation shown) {
        if (name instanceof HlsResource.Segment || name instanceof HlsResource.Part) {
            viewers.sawMedia(name.stream(), shown.snapshot().targetDurationSeconds(), exchange.request());
        }
    }

    /** Sends what is held, and lets go of it when it has been sent. */
    private static void memory(Exchange exchange, HlsResource.Immutable name, SharedBytes content) {
        FileResponse.send(exchange, name, kind(name), content);
    }

    private void volume(Exchange exchange, HlsResource.Immutable name) {
        volume.open(name.path()).onComplete(opened -> {
            if (opened.failed()) {
                LOG.warnf(
                        "event=volume_read_failed cause=\"%s\"", opened.cause().getMessage());
                exchange.fail(kind(name), 503, "The volume does not answer; try again.");
            } else if (opened.result().isEmpty()) {
                exchange.notFound(kind(name), "There is no such segment any more.");
            } else {
                FileResponse.send(exchange, name, kind(name), opened.result().get());
            }
        });
    }

    private static ResponseKind kind(HlsResource.Immutable name) {
        if (name instanceof HlsResource.Segment) {
            return ResponseKind.SEGMENT;
        }
        if (name instanceof HlsResource.Part) {
            return ResponseKind.PART;
        }
        return name instanceof HlsResource.Init ? ResponseKind.INIT : ResponseKind.OTHER;
    }
}
