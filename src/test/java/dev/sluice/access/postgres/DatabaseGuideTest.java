package dev.sluice.access.postgres;

import static dev.sluice.postgres.EmbeddedPostgresFixture.execute;
import static dev.sluice.postgres.EmbeddedPostgresFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.access.KeyDigest;
import dev.sluice.bytes.Secret;
import dev.sluice.postgres.DatabaseAddress;
import dev.sluice.postgres.EmbeddedPostgresFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The statements of docs/database.md, as they stand there. */
class DatabaseGuideTest {
    private final DatabaseAddress address = EmbeddedPostgresFixture.migratedDatabase();

    @Test
    void aStreamAndItsFirstKeyCanBeAddedByHand() throws Exception {
        execute(address, sql("streams-and-keys"));

        assertThat(value(address, "SELECT encode(digest, 'hex') FROM stream_keys WHERE stream = 'studio'"))
                .isEqualTo(HexFormat.of()
                        .formatHex(
                                KeyDigest.of(new Secret("a long random text")).toArray()));
        assertThat(value(address, "SELECT imported FROM stream_keys")).isEqualTo("t");
    }

    @Test
    void key9TheImportTakesNumberedKeysOver() throws Exception {
        execute(address, "CREATE TABLE keys (id serial PRIMARY KEY, streaming_key text NOT NULL)");
        execute(address, "INSERT INTO keys (streaming_key) VALUES ('swordfish'), ('0f8fad5b-d9cb-469f-a165'), ('abc')");
        execute(address, sql("import"));
        execute(address, sql("import"));

        assertThat(value(address, "SELECT string_agg(name, ' ' ORDER BY name) FROM streams"))
                .isEqualTo("stream-1 stream-2 stream-3");
        assertThat(value(address, "SELECT string_agg(stream || '=' || prefix, ' ' ORDER BY stream) FROM stream_keys"))
                .isEqualTo("stream-1=sw stream-2=0f8fa stream-3=");
        assertThat(value(address, "SELECT encode(digest, 'hex') FROM stream_keys WHERE stream = 'stream-1'"))
                .isEqualTo(HexFormat.of()
                        .formatHex(KeyDigest.of(new Secret("swordfish")).toArray()));
        assertThat(value(address, "SELECT bool_and(imported) FROM stream_keys")).isEqualTo("t");
    }

    @Test
    void key9TheImportNamesStreamsByTheirIdsAndLeavesOutWhatCannotBeAKey() throws Exception {
        execute(address, "CREATE TABLE keys (id text PRIMARY KEY, streaming_key text)");
        execute(
                address,
                "INSERT INTO keys VALUES ('Studio_A', 'one'), ('Große Bühne!', 'two'), ('" + "x".repeat(300)
                        + "', 'three'), ('empty', ''), ('null', NULL), ('long', '" + "k".repeat(129)
                        + "'), ('bell', E'a\\007'), ('ours', ' SLK_x'), ('twice', 'one')");
        execute(address, sql("import"));

        assertThat(value(address, "SELECT string_agg(name, ' ' ORDER BY name COLLATE \"C\") FROM streams"))
                .isEqualTo("stream-gro-e-b-hne- stream-" + "x".repeat(57) + " studio_a twice");
        assertThat(value(address, "SELECT count(*) FROM stream_keys")).isEqualTo("3");
    }

    @Test
    void sql1Adm6TheRuntimeRoleCanDoItsWorkAndNoMore() throws Exception {
        execute(address, "DROP ROLE IF EXISTS sluice_runtime, sluice_readonly");
        execute(address, sql("roles"));
        DatabaseAddress runtime = new DatabaseAddress(address.reactiveUrl(), "sluice_runtime", new Secret("change-me"));
        DatabaseAddress reader =
                new DatabaseAddress(address.reactiveUrl(), "sluice_readonly", new Secret("change-me-too"));

        execute(runtime, "INSERT INTO streams (name) VALUES ('studio')");
        execute(runtime, "INSERT INTO stream_claims (stream, epoch) VALUES ('studio', 1)");
        execute(runtime, "INSERT INTO audit (action, object, address, request) VALUES ('key.create', 'x', 'y', 'z')");
        assertRefused(runtime, "DELETE FROM stream_claims");
        assertRefused(runtime, "UPDATE audit SET object = 'nothing'");
        assertRefused(runtime, "DELETE FROM audit");
        assertRefused(runtime, "TRUNCATE audit");
        assertRefused(runtime, "ALTER TABLE audit DISABLE TRIGGER ALL");
        assertRefused(runtime, "CREATE TABLE more (id int)");
        assertRefused(runtime, "DROP TABLE streams");
        assertThat(value(reader, "SELECT count(label) FROM stream_keys")).isEqualTo("0");
        assertThat(value(reader, "SELECT max(action) FROM audit")).isEqualTo("key.create");
        assertRefused(reader, "SELECT digest FROM stream_keys");
        assertRefused(reader, "UPDATE streams SET title = 'x'");
        execute(address, "DROP OWNED BY sluice_runtime, sluice_readonly");
        execute(address, "DROP ROLE sluice_runtime, sluice_readonly");
    }

    private static void assertRefused(DatabaseAddress role, String sql) {
        assertThatThrownBy(() -> execute(role, sql))
                .as(sql)
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    private static String sql(String mark) throws Exception {
        String guide = Files.readString(Path.of("docs/database.md"));
        String from = guide.substring(guide.indexOf("<!-- sql: " + mark + " -->"));
        String block = from.substring(from.indexOf("```sql\n") + "```sql\n".length());
        return block.substring(0, block.indexOf("```"));
    }
}
