package dev.sluice.storage.volume;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.hls.HlsResource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Files that are written once and named for long: entry points, and what decoders are set up with. They are small, and
 * kept in memory so that they can be written when the volume takes files again, or after another hand removed them. Any
 * thread.
 */
final class StandingFiles {
    /** What stands of one stream. */
    private static final class Files {
        private final Map<HlsResource, Slice> contents = new LinkedHashMap<>();
        private final Set<HlsResource> due = new HashSet<>();
        private boolean suspect;
    }

    private final Map<String, Files> streams = new HashMap<>();

    static boolean has(HlsResource name) {
        return name instanceof HlsResource.Init || isEntry(name);
    }

    synchronized void wrote(HlsResource name, SharedBytes content) {
        if (has(name)) {
            Files files = of(name);
            files.contents.put(name, content.toSlice());
            files.due.remove(name);
        }
    }

    synchronized void failed(HlsResource name, SharedBytes content) {
        if (has(name)) {
            Files files = of(name);
            files.contents.put(name, content.toSlice());
            files.due.add(name);
        }
    }

    synchronized void deleted(HlsResource name) {
        if (isEntry(name)) {
            streams.remove(name.stream());
        } else if (has(name) && streams.containsKey(name.stream())) {
            of(name).contents.remove(name);
            of(name).due.remove(name);
        }
    }

    /** A directory that files were written to was not there any more, and so nothing that was in it. */
    synchronized void vanished(String stream) {
        Files files = streams.get(stream);
        if (files != null) {
            files.due.addAll(files.contents.keySet());
            files.suspect = true;
        }
    }

    /** What must be written again. */
    synchronized Map<HlsResource, Slice> due(String stream) {
        Files files = streams.get(stream);
        if (files == null || files.due.isEmpty()) {
            return Map.of();
        }
        Map<HlsResource, Slice> due = new LinkedHashMap<>(files.contents);
        due.keySet().retainAll(files.due);
        return due;
    }

    /** Whether segments that were written may be missing. */
    synchronized boolean isSuspect(String stream) {
        Files files = streams.get(stream);
        return files != null && files.suspect;
    }

    private Files of(HlsResource name) {
        return streams.computeIfAbsent(name.stream(), stream -> new Files());
    }

    private static boolean isEntry(HlsResource name) {
        return name instanceof HlsResource.Multivariant || name instanceof HlsResource.TsMultivariant;
    }
}
