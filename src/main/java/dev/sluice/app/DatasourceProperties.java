package dev.sluice.app;

import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The datasource properties of Quarkus when the database is ours: set as system properties before Quarkus starts, taken
 * back after it has stopped, so that a live reload starts over.
 */
final class DatasourceProperties {
    private static final String URL = "quarkus.datasource.reactive.url";
    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    private static final String USER = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";

    /** Tells the running program that the database is embedded; not a setting. */
    static final String EMBEDDED = "dev.sluice.embedded-database";

    /** Kept, because a logger that nobody holds forgets its level. Its progress is no news to an operator. */
    private static final Logger POSTGRES_LOG = Logger.getLogger("io.zonky.test.db.postgres");

    private static Optional<EmbeddedDatabase> running = Optional.empty();

    private DatasourceProperties() {}

    /** Starts the embedded database unless the configuration names another. */
    static synchronized void embedWhereNoneIsGiven(SmallRyeConfig config, Path dataDirectory)
            throws EmbeddedDatabaseFailure {
        if (config.getOptionalValue(URL, String.class).isPresent()) {
            return;
        }
        POSTGRES_LOG.setLevel(Level.WARNING);
        EmbeddedDatabase database = EmbeddedDatabase.start(dataDirectory);
        System.setProperty(URL, database.reactiveUrl());
        System.setProperty(JDBC_URL, database.jdbcUrl());
        System.setProperty(USER, database.user());
        System.setProperty(PASSWORD, database.password().reveal());
        System.setProperty(EMBEDDED, "true");
        running = Optional.of(database);
    }

    static boolean isEmbedded() {
        return Boolean.getBoolean(EMBEDDED);
    }

    /** Stops the embedded database, if it runs; the last thing that a replica does. */
    static synchronized void withdraw() {
        running.ifPresent(database -> {
            List.of(URL, JDBC_URL, USER, PASSWORD, EMBEDDED).forEach(System::clearProperty);
            database.close();
        });
        running = Optional.empty();
    }
}
