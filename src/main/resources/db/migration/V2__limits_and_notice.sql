-- What a stream and its keys are limited to, and the notice that replicas get when access changes.
-- Every column has a default that means "as before": a program of the version before goes on with this schema.

ALTER TABLE streams
    -- NULL: no limit of its own. The smaller of stream's and key's limit counts.
    ADD COLUMN max_bitrate  bigint  CHECK (max_bitrate BETWEEN 1000 AND 1000000000),
    ADD COLUMN max_width    integer CHECK (max_width BETWEEN 16 AND 16384),
    ADD COLUMN max_height   integer CHECK (max_height BETWEEN 16 AND 16384),
    -- Seconds that one publication may last.
    ADD COLUMN max_duration integer CHECK (max_duration > 0);

ALTER TABLE stream_keys
    -- Networks that encoders may come from; empty means anywhere.
    ADD COLUMN sources      cidr[]  NOT NULL DEFAULT '{}' CHECK (cardinality(sources) <= 32),
    ADD COLUMN max_bitrate  bigint  CHECK (max_bitrate BETWEEN 1000 AND 1000000000),
    ADD COLUMN max_width    integer CHECK (max_width BETWEEN 16 AND 16384),
    ADD COLUMN max_height   integer CHECK (max_height BETWEEN 16 AND 16384),
    -- Codecs that may be published; empty means all that the service knows.
    ADD COLUMN codecs       text[]  NOT NULL DEFAULT '{}'
        CHECK (codecs <@ '{h264,hevc,av1,vp9,aac,opus,mp3,ac3,eac3,flac}'::text[]),
    ADD COLUMN max_duration integer CHECK (max_duration > 0),
    -- A kick ends publications up to this epoch, and the key is refused until then.
    ADD COLUMN kicked_epoch bigint  NOT NULL DEFAULT 0,
    ADD COLUMN kicked_until timestamptz;

-- The key that a live stream is published with: whom a kick refuses.
ALTER TABLE stream_claims ADD COLUMN key_id uuid;

-- Whoever listens learns at once what to look at again. A notice may be lost with its connection: replicas also ask
-- every two seconds. The payload is a key's id or 'stream:' and a name, never a secret.
CREATE FUNCTION sluice_key_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('sluice_access', OLD.id::text);
    RETURN NULL;
END $$;

CREATE FUNCTION sluice_stream_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('sluice_access', 'stream:' || coalesce(NEW.name, OLD.name));
    RETURN NULL;
END $$;

-- Not last_used and label: they change nothing for anybody.
CREATE TRIGGER stream_keys_changed
    AFTER UPDATE OF stream, digest, not_before, expires, disabled, revoked, sources, max_bitrate, max_width,
                    max_height, codecs, max_duration, kicked_epoch, kicked_until
    ON stream_keys FOR EACH ROW EXECUTE FUNCTION sluice_key_changed();
CREATE TRIGGER stream_keys_deleted
    AFTER DELETE ON stream_keys FOR EACH ROW EXECUTE FUNCTION sluice_key_changed();
CREATE TRIGGER streams_changed
    AFTER INSERT OR UPDATE OR DELETE ON streams FOR EACH ROW EXECUTE FUNCTION sluice_stream_changed();
