package dev.sluice.access;

import dev.sluice.bytes.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The secrets that playback tokens are signed with, by id: the first signs, all verify. */
public final class PlaybackSecrets {
    /** Characters of the shortest secret: as many as its HMAC has bytes. */
    private static final int SHORTEST = 32;

    private static final int LONGEST = 256;
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_-]{1,32}):([!-~&&[^,]]{" + SHORTEST + "," + LONGEST + "})");

    /** Without a secret: private streams are closed to everybody. */
    public static final PlaybackSecrets NONE = new PlaybackSecrets(List.of());

    private final List<Entry> entries;

    /** One of them. */
    record Entry(String id, Secret secret) {}

    private PlaybackSecrets(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Reads {@code id:secret,id:secret}; empty for anything else. */
    public static Optional<PlaybackSecrets> parse(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            Matcher form = FORM.matcher(one.strip());
            boolean known = form.matches()
                    && entries.stream().anyMatch(entry -> entry.id().equals(form.group(1)));
            if (!form.matches() || known) {
                return Optional.empty();
            }
            entries.add(new Entry(form.group(1), new Secret(form.group(2))));
        }
        return Optional.of(new PlaybackSecrets(entries));
    }

    /** What new tokens are signed with; empty when nothing is configured. */
    Optional<Entry> signing() {
        return entries.stream().findFirst();
    }

    Optional<Entry> find(String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    @Override
    public String toString() {
        return "PlaybackSecrets" + entries.stream().map(Entry::id).toList();
    }
}
