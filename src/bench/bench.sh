#!/bin/sh
# Measures the packaged program against nginx-rtmp, in turns: the server on the first core, the load on the second.
#
#   src/bench/bench.sh packaging ingest runs=3 seconds=20 json=target/bench.json
#
# Scenarios: ingest packaging capacity fanout latency segments playlists first-list idle. Needs two cores and taskset,
# and for the peer the packages nginx and libnginx-mod-rtmp. Judge by the ratios of medians, not by absolute figures;
# load_lag_ms over 20 says that the load did not keep up, held over 0 that the server did not. JAVA_OPTIONS are the
# server's.
set -eu
cd "$(dirname "$0")/../.."
classpath=target/bench.classpath
if [ -z "${BENCH_BUILT:-}" ]; then
    ./mvnw -q -B package -DskipTests
    ./mvnw -q -B dependency:build-classpath -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test
fi
ulimit -n 16384
exec taskset -c 1 java -Xmx1g -XX:+UseSerialGC "-Dbench.options=${JAVA_OPTIONS:--Xmx1g}" \
    -cp "target/classes:target/test-classes:$(cat "$classpath")" dev.sluice.bench.Bench "$@"
