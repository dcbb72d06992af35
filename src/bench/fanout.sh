#!/bin/sh
# What RTMP play costs: one publisher, many players; Sluice with merged writes, Sluice with a write for each message,
# and nginx-rtmp, in turns, so that a noisy machine is unfair to all alike.
#
#   ./mvnw package -DskipTests && src/bench/fanout.sh [players] [seconds] [runs]
#
# Needs two cores (server on the first, load on the second), taskset, and, for the peer, the packages nginx and
# libnginx-mod-rtmp. The load must keep up, or the latency is its own: fewer players or FILLER=0 on a small machine.
# Prints one line a run; judge by the ratio of medians, not by the absolute figures.
set -eu
players=${1:-500}
seconds=${2:-30}
runs=${3:-3}
filler=${FILLER:-10000} # bytes a picture; 10,000 make about 2.6 Mb/s, 0 the clip's own 0.6 Mb/s
app=${SLUICE_APP:-target/quarkus-app}
classes=${BENCH_CLASSES:-target/classes:target/test-classes}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
server=0
stop() {
    if [ "$server" -ne 0 ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=0
    fi
}
trap 'stop; rm -rf "$work"' EXIT
ulimit -n 8192

load() { # name port publish-name pid
    printf '%s ' "$1"
    taskset -c 1 java -Xmx256m -cp "$classes" dev.sluice.bench.FanOutLoad \
        "$2" "$3" demo "$players" "$seconds" "$4" "$filler"
}

sluice() { # name gather
    rm -rf "$work/data"
    taskset -c 0 java -Xmx512m -Dquarkus.http.port=28080 -Dquarkus.management.port=29000 -Dsluice.rtmp.port=21935 \
        -Dsluice.data.directory="$work/data" -Dsluice.rtmp.play-gather="$2" \
        -jar "$app/quarkus-run.jar" >"$work/sluice.log" 2>&1 &
    server=$!
    key=
    while [ -z "$key" ]; do
        sleep 1
        kill -0 "$server" || {
            tail -5 "$work/sluice.log"
            exit 1
        }
        key=$(grep -o 'slk_[0-9a-zA-Z]\{28\}' "$work/sluice.log" | head -1) || true
    done
    load "$1" 21935 "$key" "$server"
    stop
}

nginx_rtmp() {
    taskset -c 0 nginx -p "$work" -c "$here/nginx-rtmp.conf" 2>/dev/null &
    server=$!
    sleep 1
    load nginx-rtmp 21936 demo "$(pgrep -P "$server")"
    stop
}

run=0
while [ "$run" -lt "$runs" ]; do
    sluice merged 5ms
    if [ -x /usr/sbin/nginx ]; then
        nginx_rtmp
    fi
    sluice one-write-a-message 0ms
    run=$((run + 1))
done
