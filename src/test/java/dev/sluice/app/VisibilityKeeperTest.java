package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.StreamVisibilities;
import dev.sluice.live.StreamName;
import dev.sluice.live.Visibility;
import dev.sluice.storage.volume.VolumeSettings;
import dev.sluice.storage.volume.VolumeStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TOK-4: a process that starts while the database is away knows what the one before knew, and no more. */
class VisibilityKeeperTest {
    private static final StreamName STUDIO = new StreamName("studio");
    private static final StreamName SECRET = new StreamName("secret");

    @TempDir
    private Path root;

    @Test
    void tok4WhatIsPublicIsRememberedOnTheVolume() {
        try (VolumeStorage volume = volume()) {
            volume.words().keep("studio", "public");
            volume.words().keep("secret", "private");
        }
        try (VolumeStorage volume = volume()) {
            VisibilityKeeper keeper = restored(volume);
            assertThat(keeper.visibilities().of(STUDIO)).contains(Visibility.PUBLIC);
            assertThat(keeper.visibilities().of(SECRET)).contains(Visibility.PRIVATE);
        }
    }

    @Test
    void tok4AChangeIsRememberedOfWhatLiesThereAlone() {
        try (VolumeStorage volume = volume()) {
            volume.words().keep("studio", "public");
        }
        try (VolumeStorage volume = volume()) {
            VisibilityKeeper keeper = restored(volume);
            keeper.visibilities().tell(STUDIO, Visibility.PRIVATE);
            keeper.visibilities().tell(SECRET, Visibility.PRIVATE);
        }
        assertThat(root.resolve(".state/studio")).hasContent("private");
        assertThat(root.resolve(".state/secret")).doesNotExist();
    }

    @Test
    void aStreamThatTheDatabaseDoesNotHaveStaysAsItsGrantSays() {
        try (VolumeStorage volume = volume()) {
            StreamVisibilities visibilities = restored(volume).visibilities();
            visibilities.grant(STUDIO, Visibility.PUBLIC);
            visibilities.tell(SECRET, Visibility.PUBLIC);
            visibilities.tellAll(Map.of());
            visibilities.forget(STUDIO);
            assertThat(visibilities.of(STUDIO)).contains(Visibility.PUBLIC);
            assertThat(visibilities.of(SECRET)).isEmpty();
            visibilities.tell(STUDIO, Visibility.PRIVATE);
            assertThat(visibilities.of(STUDIO)).contains(Visibility.PRIVATE);
        }
    }

    @Test
    void tok4WhatAnotherHandPutThereSaysNothing() throws Exception {
        Path state = Files.createDirectories(root.resolve(".state"));
        Files.writeString(state.resolve("studio"), "PUBLIC!");
        Files.writeString(root.resolve("word"), "public");
        Files.createSymbolicLink(state.resolve("secret"), root.resolve("word"));
        Files.writeString(state.resolve("Upper"), "public");
        Files.writeString(state.resolve("long"), "public".repeat(100));
        Files.createDirectory(state.resolve("directory"));
        try (VolumeStorage volume = volume()) {
            VisibilityKeeper keeper = restored(volume);
            assertThat(keeper.visibilities().of(STUDIO)).isEmpty();
            assertThat(keeper.visibilities().of(SECRET)).isEmpty();
            assertThat(keeper.visibilities().of(new StreamName("long"))).isEmpty();
        }
    }

    private VolumeStorage volume() {
        return new VolumeStorage(VolumeSettings.of(root));
    }

    private static VisibilityKeeper restored(VolumeStorage volume) {
        VisibilityKeeper keeper = new VisibilityKeeper(volume.words());
        keeper.restore().join();
        return keeper;
    }
}
