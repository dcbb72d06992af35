/**
 * The way to PostgreSQL: pools that bound every wait and heal by themselves, the watch on the database, the schema.
 *
 * <p>May import {@code bytes}, the Vert.x PG client and Flyway. Knows no table: {@code access.postgres} and
 * {@code cluster.postgres} bring their statements, {@code app} opens and closes. A new statement needs nothing here;
 * a new migration is a file under {@code db/migration} and its name in {@link
 * dev.sluice.postgres.SchemaMigration#FILES}.
 */
@NullMarked
package dev.sluice.postgres;

import org.jspecify.annotations.NullMarked;
