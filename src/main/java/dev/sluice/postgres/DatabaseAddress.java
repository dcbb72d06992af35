package dev.sluice.postgres;

import dev.sluice.bytes.Secret;

/**
 * Where the database is and who asks.
 *
 * @param reactiveUrl {@code postgresql://host:port/database?parameters}, as {@code quarkus.datasource.reactive.url}
 */
public record DatabaseAddress(String reactiveUrl, String user, Secret password) {
    private static final String QUARKUS_PREFIX = "vertx-reactive:";

    public DatabaseAddress {
        reactiveUrl =
                reactiveUrl.startsWith(QUARKUS_PREFIX) ? reactiveUrl.substring(QUARKUS_PREFIX.length()) : reactiveUrl;
        if (!reactiveUrl.startsWith("postgresql://") && !reactiveUrl.startsWith("postgres://")) {
            throw new IllegalArgumentException("the database URL does not begin with postgresql://");
        }
    }

    /** The same database for JDBC; parameters such as {@code sslmode} have the same names there. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + reactiveUrl.substring(reactiveUrl.indexOf("://") + "://".length());
    }
}
