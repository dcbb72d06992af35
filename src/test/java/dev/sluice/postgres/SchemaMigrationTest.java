package dev.sluice.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.Secret;
import io.vertx.core.Vertx;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaMigrationTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void everyMigrationInTheFolderIsListed() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources", SchemaMigration.FOLDER))) {
            assertThat(SchemaMigration.FILES)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void makesTheTablesOnceAndIsContentTheSecondTime() throws Exception {
        DatabaseAddress address = EmbeddedPostgresFixture.emptyDatabase();

        for (int start = 0; start < 2; start++) {
            SchemaMigration migration = new SchemaMigration(vertx, address);
            migration.start().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertThat(migration.state()).isEqualTo(SchemaMigration.State.DONE);
        }
        assertThat(EmbeddedPostgresFixture.value(address, "SELECT count(*) FROM flyway_schema_history"))
                .isEqualTo(String.valueOf(SchemaMigration.FILES.size()));
    }

    @Test
    void replicasMayAllTryAtOnce() throws Exception {
        DatabaseAddress address = EmbeddedPostgresFixture.emptyDatabase();

        List<CompletableFuture<Void>> all = Stream.generate(() -> new SchemaMigration(vertx, address))
                .limit(3)
                .map(migration -> migration.start().toCompletableFuture())
                .toList();
        for (CompletableFuture<Void> one : all) {
            one.get(20, TimeUnit.SECONDS);
        }
        assertThat(EmbeddedPostgresFixture.value(address, "SELECT count(*) FROM flyway_schema_history"))
                .isEqualTo(String.valueOf(SchemaMigration.FILES.size()));
    }

    @Test
    void db1WaitsForADatabaseThatIsDownAtStart() throws Exception {
        DatabaseAddress address = EmbeddedPostgresFixture.emptyDatabase();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        SchemaMigration migration = new SchemaMigration(vertx, EmbeddedPostgresFixture.through(port, address));
        CompletableFuture<Void> done = migration.start().toCompletableFuture();

        assertThatThrownBy(() -> done.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(migration.state()).isEqualTo(SchemaMigration.State.WAITING);
        try (StallingProxy proxy = new StallingProxy(vertx, EmbeddedPostgresFixture.port(), port)) {
            proxy.fallSilent();
            Awaitility.await().until(() -> proxy.openConnections() > 0);
            proxy.speakAgain();
            done.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void theGrammarOfStreamNamesHoldsInTheDatabaseToo() {
        DatabaseAddress address = EmbeddedPostgresFixture.migratedDatabase();

        assertThatThrownBy(() -> EmbeddedPostgresFixture.execute(address, "INSERT INTO streams (name) VALUES ('../x')"))
                .hasMessageContaining("streams_name_check");
        assertThatThrownBy(() -> EmbeddedPostgresFixture.execute(
                        address,
                        "INSERT INTO streams (name) VALUES ('s');"
                                + "INSERT INTO stream_keys (stream, digest) VALUES ('s', 'short')"))
                .hasMessageContaining("stream_keys_digest_check");
    }

    @Test
    void oneUrlServesBothDrivers() {
        DatabaseAddress address =
                new DatabaseAddress("vertx-reactive:postgresql://db:5432/live?sslmode=require", "u", new Secret("p"));

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/live?sslmode=require");
        assertThat(Database.connectOptions(address, "test").getHost()).isEqualTo("db");
        assertThat(address.toString()).doesNotContain("p]").contains("redacted");
    }
}
