package dev.sluice.e2e;

import dev.sluice.conformance.Conformance;
import dev.sluice.conformance.Conformance.Mode;
import dev.sluice.conformance.Report;
import dev.sluice.conformance.Rule;
import dev.sluice.conformance.Situation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rules of docs/conformance.md against the packaged program: all scenarios at once, each on a stream of
 * its own.
 */
class ConformanceIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Map<Scenario, CompletableFuture<Report>> RUNNING = new EnumMap<>(Scenario.class);
    private static ExecutorService threads;

    /** What an encoder does. */
    enum Scenario {
        STEADY {
            @Override
            Report run(Stage stage) {
                try (FfmpegProcess publisher = Clips.STEADY.publish(stage.url());
                        Conformance checker = stage.follow(Situation.STEADY)) {
                    checker.awaitSegments(4, LONG);
                    checker.probeHttp();
                    checker.awaitSegments(18, LONG);
                    stage.alive(publisher);
                    return checker.judge();
                }
            }
        },
        B_FRAMES {
            @Override
            Report run(Stage stage) {
                return stage.watch(Clips.B_FRAMES.publish(stage.url()), Situation.STEADY, 8);
            }
        },
        AUDIO_ONLY {
            @Override
            Report run(Stage stage) {
                return stage.watch(Clips.STEADY.publish(stage.url(), "-vn"), Situation.STEADY, 8);
            }
        },
        VIDEO_ONLY {
            @Override
            Report run(Stage stage) {
                return stage.watch(Clips.STEADY.publish(stage.url(), "-an"), Situation.STEADY, 8);
            }
        },
        LONG_GOP {
            @Override
            Report run(Stage stage) {
                return stage.watch(Clips.LONG_GOP.publish(stage.url()), Situation.STEADY, 3);
            }
        },
        SHORT_GOP {
            @Override
            Report run(Stage stage) {
                return stage.watch(Clips.SHORT_GOP.publish(stage.url()), Situation.STEADY, 8);
            }
        },
        VARIABLE_RATE {
            @Override
            Report run(Stage stage) {
                return stage.watch(Clips.VARIABLE_RATE.publish(stage.url()), Situation.VARIABLE_RATE, 8);
            }
        },
        RECONNECT {
            @Override
            Report run(Stage stage) {
                FfmpegProcess first = Clips.STEADY.publish(stage.url());
                try (Conformance checker = stage.follow(Situation.INTERRUPTED)) {
                    checker.awaitSegments(4, LONG);
                    first.kill();
                    stage.pause(2);
                    checker.probeStalled();
                    try (FfmpegProcess second = Clips.STEADY.publish(stage.url())) {
                        checker.awaitDiscontinuity(4, LONG);
                        stage.alive(second);
                        return checker.judge(Rule.HLS_72);
                    }
                }
            }
        },
        TAKEOVER {
            @Override
            Report run(Stage stage) {
                try (FfmpegProcess first = Clips.STEADY.publish(stage.url());
                        Conformance checker = stage.follow(Situation.INTERRUPTED)) {
                    checker.awaitSegments(4, LONG);
                    stage.alive(first);
                    try (FfmpegProcess second = Clips.LARGER.publish(stage.url())) {
                        checker.awaitDiscontinuity(4, LONG);
                        stage.alive(second);
                        return checker.judge(Rule.HLS_72, Rule.HLS_73);
                    }
                }
            }
        },
        RESOLUTION_CHANGE {
            @Override
            Report run(Stage stage) {
                try (FlvPublisher publisher = FlvPublisher.publishBoth(
                                RunningSluice.shared(), stage.key(), Clips.STEADY.file(), 9, Clips.LARGER.file());
                        Conformance checker = stage.follow(Situation.VARIABLE_RATE)) {
                    checker.awaitDiscontinuity(4, LONG);
                    stage.alive(publisher);
                    return checker.judge(Rule.HLS_73);
                }
            }
        },
        WRAP_OF_24_BITS {
            @Override
            Report run(Stage stage) {
                return stage.wrap(0xFFFFFFL - 8_000);
            }
        },
        WRAP_OF_31_BITS {
            @Override
            Report run(Stage stage) {
                return stage.wrap(0x7FFF_FFFFL - 8_000);
            }
        },
        WRAP_OF_32_BITS {
            @Override
            Report run(Stage stage) {
                return stage.wrap(0xFFFF_FFFFL - 8_000);
            }
        },
        END {
            @Override
            Report run(Stage stage) {
                FfmpegProcess publisher = Clips.STEADY.publish(stage.url());
                try (Conformance checker = stage.follow(Situation.INTERRUPTED)) {
                    checker.awaitSegments(4, LONG);
                    publisher.close();
                    checker.awaitEnd(LONG);
                    return checker.judge();
                }
            }
        };

        abstract Report run(Stage stage);
    }

    /** In which form the presentation is watched: a line more for each format of {@code sluice.hls.formats}. */
    private static final String ADDRESS = "/hls/%s.m3u8";

    /** What does not hold yet, with the reason; a line whose rule holds again fails the test. */
    private static final Map<Scenario, Set<Rule>> KNOWN = Map.of();

    /** A stream for a scenario. */
    private record Stage(String name, String key) {
        String url() {
            return RunningSluice.shared().rtmpUrl() + "/" + key;
        }

        Conformance follow(Situation situation) {
            String playlist = RunningSluice.shared().httpUrl() + ADDRESS.formatted(name);
            return Conformance.follow(name, playlist, Mode.LOW_LATENCY, situation);
        }

        Report watch(FfmpegProcess publisher, Situation situation, int segments) {
            try (publisher;
                    Conformance checker = follow(situation)) {
                checker.awaitSegments(segments, LONG);
                alive(publisher);
                return checker.judge();
            }
        }

        Report wrap(long startMillis) {
            try (FlvPublisher publisher =
                            FlvPublisher.publish(RunningSluice.shared(), key, startMillis, Clips.STEADY.file());
                    Conformance checker = follow(Situation.STEADY)) {
                checker.awaitSegments(7, LONG);
                alive(publisher);
                return checker.judge(Rule.HLS_74);
            }
        }

        void alive(FfmpegProcess publisher) {
            if (!publisher.process().isAlive()) {
                throw new AssertionError("the publisher has ended: " + publisher.output());
            }
        }

        void alive(FlvPublisher publisher) {
            publisher.fault().ifPresent(fault -> {
                throw new AssertionError("the publisher has failed", fault);
            });
        }

        void pause(int seconds) {
            try {
                Thread.sleep(seconds * 1000L);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeAll
    static void startAll() {
        RunningSluice sluice = RunningSluice.shared();
        List.of(Clips.values()).forEach(Clips::file);
        threads = Executors.newCachedThreadPool();
        for (Scenario scenario : Scenario.values()) {
            String name = "conformance-" + scenario.name().toLowerCase(Locale.ROOT);
            Stage stage = new Stage(name, Streams.create(sluice, name));
            RUNNING.put(scenario, CompletableFuture.supplyAsync(() -> scenario.run(stage), threads));
        }
    }

    @AfterAll
    static void stopAll() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void holds(Scenario scenario) {
        Report report = RUNNING.get(scenario).join();
        System.out.println(report.table());
        report.assertHoldsBut(KNOWN.getOrDefault(scenario, Set.of()));
    }
}
