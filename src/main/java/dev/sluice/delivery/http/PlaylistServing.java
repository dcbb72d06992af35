package dev.sluice.delivery.http;

import dev.sluice.hls.HlsResource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Answers requests for playlists, at once or when what they ask for is there. */
final class PlaylistServing {
    /** How long the first playlist of a stream is waited for: hls.js gives a playlist up after ten seconds. */
    private static final long BEGINNING_NANOS = TimeUnit.SECONDS.toNanos(8);

    /** What a blocking request was answered stays right for whoever asks the same. */
    private static final int BLOCKING_AGE_TARGETS = 6;

    private static final String NOT_LIVE = "This stream is not live.";

    private final LiveShelf shelf;
    private final Published published;
    private final Holding holding;

    PlaylistServing(LiveShelf shelf, Published published, Holding holding) {
        this.shelf = shelf;
        this.published = published;
        this.holding = holding;
    }

    void serve(Exchange exchange, HlsResource name) {
        Optional<ShelvedPresentation> shown = shelf.find(name);
        // An ended list of an earlier publication would send players home, a moment before the stream is back.
        boolean live = shown.filter(now -> !now.snapshot().ended()).isPresent();
        Optional<Place> expected = live ? Optional.empty() : published.place(name);
        if (expected.isPresent()) {
            Waiter.Answer answer = new Waiter.Answer() {
                @Override
                public void settled(Optional<ShelvedPresentation> now) {
                    answer(exchange, name, now);
                }

                @Override
                public void late() {
                    answer(exchange, name, shelf.find(name));
                }
            };
            Awaited beginning = new Awaited.Beginning();
            holding.hold(exchange, kind(name), expected.get(), beginning, BEGINNING_NANOS, answer);
        } else {
            answer(exchange, name, shown);
        }
    }

    private void answer(Exchange exchange, HlsResource name, Optional<ShelvedPresentation> shown) {
        if (name instanceof HlsResource.MediaPlaylist media) {
            shown.flatMap(now -> now.rendition(media.rendition()))
                    .ifPresentOrElse(
                            list -> media(exchange, media, shown.orElseThrow(), list),
                            () -> exchange.notFound(ResponseKind.PLAYLIST, NOT_LIVE));
        } else {
            shown.filter(now -> now.snapshot().multivariant().name().equals(name))
                    .ifPresentOrElse(
                            now -> PlaylistResponse.send(
                                    exchange,
                                    now.multivariant(),
                                    Math.max(2, now.snapshot().targetDurationSeconds()),
                                    ResponseKind.MULTIVARIANT),
                            () -> exchange.notFound(ResponseKind.MULTIVARIANT, NOT_LIVE));
        }
    }

    private void media(
            Exchange exchange, HlsResource.MediaPlaylist name, ShelvedPresentation shown, ShelvedRendition list) {
        Optional<Directives> read = Directives.parse(exchange.query());
        if (read.isEmpty()) {
            exchange.fail(ResponseKind.BLOCKING, 400, "The _HLS_ directives are malformed.");
            return;
        }
        Directives asked = read.get();
        if (!asked.isBlocking() || !list.snapshot().isLowLatency()) {
            plain(exchange, asked, list);
        } else if (asked.isMet(list.snapshot())) {
            blocking(exchange, asked, list);
        } else if (asked.isTooFarAhead(list.snapshot())) {
            exchange.fail(ResponseKind.BLOCKING, 400, "This is further ahead than players can know of.");
        } else {
            Place place = new Place(name.stream(), name.rendition().format());
            holding.hold(
                    exchange,
                    ResponseKind.BLOCKING,
                    place,
                    new Awaited.Version(name.rendition(), asked),
                    Holding.patienceNanos(shown),
                    new Reload(exchange, name, asked));
        }
    }

    /** Also of an ended list for a short time only: its stream may return under the same URL within seconds. */
    private void plain(Exchange exchange, Directives asked, ShelvedRendition list) {
        int seconds = Math.max(1, list.snapshot().targetDurationSeconds() / 2);
        PlaylistResponse.send(exchange, text(asked, list), seconds, ResponseKind.PLAYLIST);
    }

    private void blocking(Exchange exchange, Directives asked, ShelvedRendition list) {
        int seconds = BLOCKING_AGE_TARGETS * list.snapshot().targetDurationSeconds();
        PlaylistResponse.send(exchange, text(asked, list), seconds, ResponseKind.BLOCKING);
    }

    private static PlaylistAnswer text(Directives asked, ShelvedRendition list) {
        return asked.delta() ? list.delta() : list.full();
    }

    private static ResponseKind kind(HlsResource name) {
        return name instanceof HlsResource.MediaPlaylist ? ResponseKind.PLAYLIST : ResponseKind.MULTIVARIANT;
    }

    /** A blocking reload that is held. */
    private final class Reload implements Waiter.Answer {
        private final Exchange exchange;
        private final HlsResource.MediaPlaylist name;
        private final Directives asked;

        Reload(Exchange exchange, HlsResource.MediaPlaylist name, Directives asked) {
            this.exchange = exchange;
            this.name = name;
            this.asked = asked;
        }

        @Override
        public void settled(Optional<ShelvedPresentation> now) {
            Optional<ShelvedRendition> list = now.flatMap(shown -> shown.rendition(name.rendition()));
            if (list.isEmpty()) {
                exchange.notFound(ResponseKind.BLOCKING, NOT_LIVE);
            } else if (list.get().snapshot().isLowLatency()) {
                blocking(exchange, asked, list.get());
            } else {
                plain(exchange, asked, list.get());
            }
        }

        @Override
        public void late() {
            exchange.fail(ResponseKind.BLOCKING, 503, "The stream does not go on; try again.");
        }
    }
}
