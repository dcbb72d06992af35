package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.conformance.Conformance;
import dev.sluice.conformance.Report;
import dev.sluice.conformance.Rule;
import dev.sluice.conformance.Situation;
import dev.sluice.e2e.Presentations.Form;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of docs/conformance.md against the packaged program: all scenarios at once, each on a stream of
 * its own, which is judged in every form in which it is presented.
 */
class ConformanceIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Map<Scenario, CompletableFuture<Map<Form, Report>>> RUNNING = new EnumMap<>(Scenario.class);
    private static ExecutorService threads;

    /** What an encoder does. */
    enum Scenario {
        STEADY {
            @Override
            Map<Form, Report> run(Stage stage) {
                try (FfmpegProcess publisher = Clips.STEADY.publish(stage.url());
                        Presentations checker = stage.follow(Situation.STEADY)) {
                    checker.awaitSegments(4, LONG);
                    checker.each(Conformance::probeHttp);
                    checker.awaitSegments(18, LONG);
                    stage.alive(publisher);
                    return checker.judge();
                }
            }
        },
        B_FRAMES {
            @Override
            Map<Form, Report> run(Stage stage) {
                return stage.watch(Clips.B_FRAMES.publish(stage.url()), Situation.STEADY, 8);
            }
        },
        AUDIO_ONLY {
            @Override
            Map<Form, Report> run(Stage stage) {
                return stage.watch(Clips.STEADY.publish(stage.url(), "-vn"), Situation.STEADY, 8);
            }
        },
        VIDEO_ONLY {
            @Override
            Map<Form, Report> run(Stage stage) {
                return stage.watch(Clips.STEADY.publish(stage.url(), "-an"), Situation.STEADY, 8);
            }
        },
        LONG_GOP {
            @Override
            Map<Form, Report> run(Stage stage) {
                // Whoever lists parts must name a target duration before the distance of key frames is known.
                Map<Form, Situation> situations = Map.of(Form.CMAF, Situation.LONG_GOP, Form.MPEGTS, Situation.STEADY);
                return stage.watch(Clips.LONG_GOP.publish(stage.url()), situations, 3);
            }
        },
        ONE_KEY_FRAME {
            @Override
            Map<Form, Report> run(Stage stage) {
                try (FfmpegProcess publisher = Clips.ONE_KEY_FRAME.publish(stage.url());
                        Presentations checker = stage.follow(Situation.LONG_GOP)) {
                    // The key frame has left the window; that of MPEG-TS is longer than the clip.
                    checker.awaitSegments(Form.CMAF, 9, LONG);
                    stage.joinLate();
                    checker.awaitSegments(4, LONG);
                    stage.alive(publisher);
                    return checker.judge();
                }
            }
        },
        SHORT_GOP {
            @Override
            Map<Form, Report> run(Stage stage) {
                return stage.watch(Clips.SHORT_GOP.publish(stage.url()), Situation.STEADY, 8);
            }
        },
        VARIABLE_RATE {
            @Override
            Map<Form, Report> run(Stage stage) {
                // Thirty frames, which may take three seconds, from key frame to key frame.
                Map<Form, Situation> situations =
                        Map.of(Form.CMAF, Situation.LONG_GOP_OF_VARIABLE_RATE, Form.MPEGTS, Situation.VARIABLE_RATE);
                return stage.watch(Clips.VARIABLE_RATE.publish(stage.url()), situations, 8);
            }
        },
        RECONNECT {
            @Override
            Map<Form, Report> run(Stage stage) {
                FfmpegProcess first = Clips.STEADY.publish(stage.url());
                try (Presentations checker = stage.follow(Situation.INTERRUPTED)) {
                    checker.awaitSegments(4, LONG);
                    first.kill();
                    stage.pause(2);
                    checker.each(Conformance::probeStalled);
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
            Map<Form, Report> run(Stage stage) {
                try (FfmpegProcess first = Clips.STEADY.publish(stage.url());
                        Presentations checker = stage.follow(Situation.INTERRUPTED)) {
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
            Map<Form, Report> run(Stage stage) {
                try (FlvPublisher publisher = FlvPublisher.publishBoth(
                                RunningSluice.shared(), stage.key(), Clips.STEADY.file(), 9, Clips.LARGER.file());
                        Presentations checker = stage.follow(Situation.VARIABLE_RATE)) {
                    checker.awaitDiscontinuity(4, LONG);
                    stage.alive(publisher);
                    return checker.judge(Rule.HLS_73);
                }
            }
        },
        WRAP_OF_24_BITS {
            @Override
            Map<Form, Report> run(Stage stage) {
                return stage.wrap(0xFFFFFFL - 8_000);
            }
        },
        WRAP_OF_31_BITS {
            @Override
            Map<Form, Report> run(Stage stage) {
                return stage.wrap(0x7FFF_FFFFL - 8_000);
            }
        },
        WRAP_OF_32_BITS {
            @Override
            Map<Form, Report> run(Stage stage) {
                return stage.wrap(0xFFFF_FFFFL - 8_000);
            }
        },
        END {
            @Override
            Map<Form, Report> run(Stage stage) {
                FfmpegProcess publisher = Clips.STEADY.publish(stage.url());
                try (Presentations checker = stage.follow(Situation.INTERRUPTED)) {
                    checker.awaitSegments(4, LONG);
                    publisher.close();
                    checker.awaitEnd(LONG);
                    return checker.judge();
                }
            }
        };

        abstract Map<Form, Report> run(Stage stage);
    }

    /** A stream for a scenario. */
    private record Stage(String name, String key) {
        String url() {
            return RunningSluice.shared().rtmpUrl() + "/" + key;
        }

        Presentations follow(Situation situation) {
            return follow(Map.of(Form.CMAF, situation, Form.MPEGTS, situation));
        }

        Presentations follow(Map<Form, Situation> situations) {
            return Presentations.follow(RunningSluice.shared(), name, situations);
        }

        Map<Form, Report> watch(FfmpegProcess publisher, Situation situation, int segments) {
            return watch(publisher, Map.of(Form.CMAF, situation, Form.MPEGTS, situation), segments);
        }

        Map<Form, Report> watch(FfmpegProcess publisher, Map<Form, Situation> situations, int segments) {
            try (publisher;
                    Presentations checker = follow(situations)) {
                checker.awaitSegments(segments, LONG);
                alive(publisher);
                return checker.judge();
            }
        }

        Map<Form, Report> wrap(long startMillis) {
            try (FlvPublisher publisher =
                            FlvPublisher.publish(RunningSluice.shared(), key, startMillis, Clips.STEADY.file());
                    Presentations checker = follow(Situation.STEADY)) {
                checker.awaitSegments(7, LONG);
                alive(publisher);
                return checker.judge(Rule.HLS_74);
            }
        }

        /**
         * A player that finds no key frame still learns what there is, hears the sound at once, and gets pictures as
         * they come: it shows them from the next key frame on.
         */
        void joinLate() {
            FfmpegProcess player = Ffmpeg.any()
                    .run(List.of(
                            "-hide_banner",
                            "-xerror",
                            "-i",
                            RunningSluice.shared().httpUrl() + Form.CMAF.address(name),
                            "-t",
                            "3",
                            "-map",
                            "0:v",
                            "-c:v",
                            "copy",
                            "-copyinkf:v",
                            "-map",
                            "0:a",
                            "-f",
                            "null",
                            "-"));
            assertThat(player.awaitExit(LONG)).as(player::output).isZero();
            assertThat(player.output())
                    .as("joined late")
                    .contains("Video: h264", "320x180", "Audio: aac")
                    .containsPattern("frame= *[1-9][0-9]");
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

    static Stream<Arguments> scenariosInEachForm() {
        return Stream.of(Scenario.values())
                .flatMap(scenario -> Stream.of(Form.values()).map(form -> Arguments.of(scenario, form)));
    }

    @ParameterizedTest
    @MethodSource("scenariosInEachForm")
    void holds(Scenario scenario, Form form) {
        Report report = RUNNING.get(scenario).join().get(form);
        assertThat(report).as("report of %s", form).isNotNull();
        System.out.println(report.table());
        report.assertHolds();
    }
}
