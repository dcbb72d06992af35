package dev.sluice.postgres;

import dev.sluice.bytes.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the database is and who asks.
 *
 * @param reactiveUrl {@code postgresql://host:port/database?parameters}, as {@code quarkus.datasource.reactive.url}
 * @param passwordFile what holds the password in place of {@code password}; read anew for each connection, so that a
 *     changed password needs no restart
 */
public record DatabaseAddress(String reactiveUrl, String user, Secret password, Optional<Path> passwordFile) {
    private static final String QUARKUS_PREFIX = "vertx-reactive:";

    public DatabaseAddress {
        reactiveUrl =
                reactiveUrl.startsWith(QUARKUS_PREFIX) ? reactiveUrl.substring(QUARKUS_PREFIX.length()) : reactiveUrl;
        if (!reactiveUrl.startsWith("postgresql://") && !reactiveUrl.startsWith("postgres://")) {
            throw new IllegalArgumentException("the database URL does not begin with postgresql://");
        }
    }

    /** With a password that stays. */
    public DatabaseAddress(String reactiveUrl, String user, Secret password) {
        this(reactiveUrl, user, password, Optional.empty());
    }

    /** The password as it is now; reads a file, so not for an event loop. */
    Secret currentPassword() throws IOException {
        return passwordFile.isPresent()
                ? new Secret(Files.readString(passwordFile.get()).strip())
                : password;
    }

    /** The same database for JDBC; parameters such as {@code sslmode} have the same names there. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + reactiveUrl.substring(reactiveUrl.indexOf("://") + "://".length());
    }
}
