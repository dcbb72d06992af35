package dev.sluice.postgres;

import dev.sluice.bytes.Secret;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of a JVM; each test takes a database of its own, empty or with the schema. */
public final class EmbeddedPostgresFixture {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private EmbeddedPostgresFixture() {}

    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();

        static {
            execute(address("postgres"), "CREATE DATABASE migrated");
            Vertx vertx = Vertx.vertx();
            try {
                new SchemaMigration(vertx, address("migrated"))
                        .start()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            } finally {
                vertx.close();
            }
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("log_min_messages", "panic")
                        .start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        static DatabaseAddress address(String database) {
            return new DatabaseAddress(
                    "postgresql://127.0.0.1:" + SERVER.getPort() + "/" + database, "postgres", new Secret("unused"));
        }
    }

    public static int port() {
        return Holder.SERVER.getPort();
    }

    /** A new database without tables. */
    public static DatabaseAddress emptyDatabase() {
        return create("");
    }

    /** A new database with the schema. */
    public static DatabaseAddress migratedDatabase() {
        return create(" TEMPLATE migrated");
    }

    /** The same database by another port, as through a proxy. */
    public static DatabaseAddress through(int port, DatabaseAddress address) {
        return new DatabaseAddress(
                address.reactiveUrl().replace(":" + port() + "/", ":" + port + "/"),
                address.user(),
                address.password());
    }

    /** Runs statements over JDBC. */
    public static void execute(DatabaseAddress address, String sql) {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column of the first row as text; "null" for a null. */
    public static String value(DatabaseAddress address, String sql) {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A connection of its own, to hold a lock or a transaction. */
    public static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().reveal());
    }

    private static DatabaseAddress create(String template) {
        String name = "test" + NUMBER.incrementAndGet();
        execute(Holder.address("postgres"), "CREATE DATABASE " + name + template);
        return Holder.address(name);
    }
}
