package dev.sluice.storage.volume;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.hls.HlsNames;
import java.util.List;

/** What waits to be done to the volume. */
sealed interface Operation {
    /** Every {@link #word}. */
    List<String> WORDS = List.of("store", "replace", "delete");

    String path();

    /** Bytes that it keeps in memory. */
    default int bytes() {
        return 0;
    }

    /** A word for logs and counters. */
    String word();

    /** A new immutable file. */
    record Store(String path, SharedBytes content) implements Operation {
        /** Whether segments to come are worth nothing without it. */
        boolean isStanding() {
            return HlsNames.parse(path).filter(StandingFiles::has).isPresent();
        }

        @Override
        public int bytes() {
            return content.length();
        }

        @Override
        public String word() {
            return "store";
        }
    }

    /** A playlist. */
    record Replace(String path, Slice content) implements Operation {
        @Override
        public int bytes() {
            return content.length();
        }

        @Override
        public String word() {
            return "replace";
        }
    }

    /** The end of a file. */
    record Delete(String path) implements Operation {
        @Override
        public String word() {
            return "delete";
        }
    }
}
