-- What the administration needs: a number for each state of what can be edited, a record of who changed what, and the
-- memory of creates that a client may repeat. Only adds: a program of the version before goes on with this schema.

ALTER TABLE streams     ADD COLUMN revision bigint NOT NULL DEFAULT 1;
ALTER TABLE stream_keys ADD COLUMN revision bigint NOT NULL DEFAULT 1;

-- Counted here and not by the program, so that a change by hand is also seen by whoever is editing.
CREATE FUNCTION sluice_next_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision + 1;
    RETURN NEW;
END $$;

CREATE TRIGGER streams_revision
    BEFORE UPDATE OF title, visibility, takeover, max_bitrate, max_width, max_height, max_duration
    ON streams FOR EACH ROW EXECUTE FUNCTION sluice_next_revision();

-- Not last_used: a running publication must not spoil an edit.
CREATE TRIGGER stream_keys_revision
    BEFORE UPDATE OF stream, label, digest, not_before, expires, disabled, revoked, sources, max_bitrate, max_width,
                     max_height, codecs, max_duration
    ON stream_keys FOR EACH ROW EXECUTE FUNCTION sluice_next_revision();

-- Every change by the API, written in the transaction of the change. Append-only: the service may insert and nothing
-- else, so whoever takes the service over cannot hide what it did before.
CREATE TABLE audit (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    time    timestamptz NOT NULL DEFAULT now(),
    action  text        NOT NULL CHECK (action ~ '^(stream|key)\.[a-z]{1,20}$'),
    -- A stream's name or a key's id, never a secret.
    object  text        NOT NULL CHECK (char_length(object) <= 64),
    address text        NOT NULL CHECK (char_length(address) <= 64),
    request text        NOT NULL CHECK (char_length(request) <= 64)
);

CREATE INDEX audit_object ON audit (object, id);

-- Creates that came with an Idempotency-Key, for a day: what they made, never the key that they showed.
CREATE TABLE idempotency (
    -- SHA-256 of call, object and the client's key.
    scope   bytea       PRIMARY KEY CHECK (octet_length(scope) = 32),
    -- SHA-256 of what was asked: the same key with another request is an error of the client.
    request bytea       NOT NULL CHECK (octet_length(request) = 32),
    object  text        NOT NULL CHECK (char_length(object) <= 64),
    created timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX idempotency_created ON idempotency (created);
