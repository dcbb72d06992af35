package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has used so far, from {@code /proc}. */
record ProcessUsage(double cpuSeconds, long nanos) {
    private static final double TICKS_PER_SECOND = 100;

    /** User and system time of a process with all its threads (proc(5), fields 14 and 15 of stat). */
    static ProcessUsage of(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new ProcessUsage(
                (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND, System.nanoTime());
    }

    /** CPU seconds since {@code earlier}. */
    double cpuSince(ProcessUsage earlier) {
        return cpuSeconds - earlier.cpuSeconds;
    }

    /** The share of one core that was used since {@code earlier}. */
    double loadSince(ProcessUsage earlier) {
        return cpuSince(earlier) / ((nanos - earlier.nanos) / 1e9);
    }

    /** Resident memory in kibibytes. */
    static long residentKibibytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
