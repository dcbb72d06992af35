package dev.sluice.access.postgres;

import static dev.sluice.access.postgres.RegistryRows.KEY_COLUMNS;

/** The statements of {@link PostgresKeyRegistry}. A change and its audit row are one statement. */
final class KeyStatements {
    static final String STREAM_EXISTS = "SELECT name FROM streams WHERE name = $1";

    static final String LIST = "SELECT " + KEY_COLUMNS
            + " FROM stream_keys WHERE stream = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3";

    static final String FIND = "SELECT " + KEY_COLUMNS + " FROM stream_keys WHERE id = $1";

    /** Two creates at once may both find the last place: a limit against runaway scripts need not be exact. */
    static final String CREATE = """
            WITH made AS (
                INSERT INTO stream_keys (id, digest, prefix, stream, label, not_before, expires, disabled, sources,
                                         codecs, max_bitrate, max_width, max_height, max_duration)
                SELECT $5::uuid, $6::bytea, $7::text, s.name, $10::text, $11::timestamptz, $12::timestamptz,
                       $13::boolean, $14::text[]::cidr[], $15::text[], $16::bigint, $17::integer, $18::integer,
                       $19::integer
                  FROM streams s
                 WHERE s.name = $9
                   AND (SELECT count(*) FROM stream_keys k WHERE k.stream = s.name AND k.revoked IS NULL) < $8::integer
                   AND NOT EXISTS (SELECT FROM idempotency WHERE scope = $1::bytea)
                RETURNING *),
            told AS (
                INSERT INTO audit (action, object, address, request)
                SELECT 'key.create', id::text, $3::text, $4::text FROM made),
            kept AS (
                INSERT INTO idempotency (scope, request, object)
                SELECT $1::bytea, $2::bytea, id::text FROM made WHERE $1::bytea IS NOT NULL)
            SELECT\s""" + KEY_COLUMNS + " FROM made";

    static final String CHANGE = """
            WITH made AS (
                UPDATE stream_keys
                   SET label = $5, not_before = $6, expires = $7, disabled = $8, sources = $9::text[]::cidr[],
                       codecs = $10, max_bitrate = $11, max_width = $12, max_height = $13, max_duration = $14
                 WHERE id = $1 AND revision = $2 AND revoked IS NULL
                RETURNING *),
            told AS (
                INSERT INTO audit (action, object, address, request)
                SELECT 'key.change', id::text, $3::text, $4::text FROM made)
            SELECT\s""" + KEY_COLUMNS + " FROM made";

    static final String REVOKE = """
            WITH made AS (
                UPDATE stream_keys SET revoked = now()
                 WHERE id = $1 AND revoked IS NULL AND ($2::bigint IS NULL OR revision = $2)
                RETURNING *),
            told AS (
                INSERT INTO audit (action, object, address, request)
                SELECT 'key.revoke', id::text, $3::text, $4::text FROM made)
            SELECT\s""" + KEY_COLUMNS + " FROM made";

    /**
     * The old key first: whoever else rotates it waits for its row and then finds another revision. A key that would
     * begin only behind the overlap never begins.
     */
    static final String ROTATE = """
            WITH old AS (
                UPDATE stream_keys k
                   SET expires = CASE WHEN $11::integer = 0 OR k.not_before >= now() + $11 * interval '1 second'
                                      THEN k.expires ELSE least(k.expires, now() + $11 * interval '1 second') END,
                       revoked = CASE WHEN $11 = 0 OR k.not_before >= now() + $11 * interval '1 second'
                                      THEN now() END
                  FROM stream_keys before
                 WHERE k.id = $9 AND before.id = k.id AND k.revoked IS NULL
                   AND ($10::bigint IS NULL OR k.revision = $10)
                   AND ($11 = 0 OR (SELECT count(*) FROM stream_keys o
                                     WHERE o.stream = k.stream AND o.revoked IS NULL) < $8::integer)
                   AND NOT EXISTS (SELECT FROM idempotency WHERE scope = $1::bytea)
                RETURNING k.*, before.expires - coalesce(before.not_before, before.created) AS life),
            made AS (
                INSERT INTO stream_keys (id, digest, prefix, stream, label, expires, disabled, sources, codecs,
                                         max_bitrate, max_width, max_height, max_duration)
                SELECT $5::uuid, $6::bytea, $7::text, stream, label, coalesce($12::timestamptz, now() + life),
                       disabled, sources, codecs, max_bitrate, max_width, max_height, max_duration
                  FROM old
                RETURNING *),
            told AS (
                INSERT INTO audit (action, object, address, request)
                SELECT 'key.rotate', id::text, $3::text, $4::text FROM old
                UNION ALL
                SELECT 'key.create', id::text, $3::text, $4::text FROM made),
            kept AS (
                INSERT INTO idempotency (scope, request, object)
                SELECT $1::bytea, $2::bytea, id::text FROM made WHERE $1::bytea IS NOT NULL)
            SELECT\s""" + KEY_COLUMNS + " FROM made";

    private KeyStatements() {}
}
