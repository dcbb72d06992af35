-- Streams, the keys that may publish on them, and which replica publishes what. docs/database.md explains the tables.

CREATE TABLE streams (
    -- The public name; safe in paths and labels, never a secret.
    name       text        PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
    title      text        NOT NULL DEFAULT '' CHECK (char_length(title) <= 200),
    visibility text        NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'private')),
    -- What happens when a second encoder with a good key arrives.
    takeover   text        NOT NULL DEFAULT 'takeover' CHECK (takeover IN ('takeover', 'reject')),
    created    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE stream_keys (
    -- UUID version 7 when the service makes it; any UUID when a statement does.
    id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    stream     text        NOT NULL REFERENCES streams (name) ON DELETE CASCADE,
    label      text        NOT NULL DEFAULT '' CHECK (char_length(label) <= 100),
    -- SHA-256 of the key in UTF-8. The key itself is not stored; the unique index is the only way to find it.
    digest     bytea       NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
    -- What people may see of the key: its first eight characters, of an imported one a quarter at most.
    prefix     text        NOT NULL DEFAULT '' CHECK (char_length(prefix) <= 8),
    -- From the replaced system: may be weak, to be rotated. The service looks such keys up only while some exist.
    imported   boolean     NOT NULL DEFAULT false,
    created    timestamptz NOT NULL DEFAULT now(),
    not_before timestamptz,
    expires    timestamptz,
    -- Disabled is for a while, revoked for ever.
    disabled   boolean     NOT NULL DEFAULT false,
    revoked    timestamptz,
    -- Written once a minute at most.
    last_used  timestamptz,
    CHECK (imported OR prefix = '' OR prefix ~ '^slk_[0-9a-hjkmnp-tv-z]{4}$'),
    CHECK (expires IS NULL OR not_before IS NULL OR not_before < expires)
);

CREATE INDEX stream_keys_stream ON stream_keys (stream);

-- Answers "are there imported keys at all" from an index that is empty in most deployments.
CREATE INDEX stream_keys_imported ON stream_keys (id) WHERE imported;

CREATE TABLE stream_claims (
    -- Deliberately no foreign key: an epoch must never be used twice, not even by a stream deleted and made anew,
    -- because it is part of the names of segments that caches keep for ever.
    stream     text        PRIMARY KEY CHECK (stream ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
    -- The number of the newest publication; only grows.
    epoch      bigint      NOT NULL CHECK (epoch > 0),
    -- The replica that holds the stream, and where other replicas reach it; empty when it was released.
    owner      text,
    address    text,
    claimed_at timestamptz NOT NULL DEFAULT now(),
    -- A row that was not renewed for 15 seconds is stale.
    renewed_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX stream_claims_owner ON stream_claims (owner);
