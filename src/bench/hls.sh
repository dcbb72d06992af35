#!/bin/sh
# What packaging costs: many publishers, nobody watching; Sluice with low-latency CMAF, Sluice with MPEG-TS, and
# nginx-rtmp with HLS on, in turns, so that a noisy machine is unfair to all alike.
#
#   ./mvnw package -DskipTests && src/bench/hls.sh [publishers] [seconds] [runs]
#
# Needs two cores (server on the first, load on the second), taskset, and, for the peer, the packages nginx and
# libnginx-mod-rtmp. BENCH_CLASSPATH must hold the test class path (./mvnw dependency:build-classpath).
# Prints one line a run; judge by the ratio of medians, not by the absolute figures.
set -eu
publishers=${1:-50}
seconds=${2:-30}
runs=${3:-3}
filler=${FILLER:-10000} # bytes a picture; 10,000 make about 2.6 Mb/s
app=${SLUICE_APP:-target/quarkus-app}
classes=target/classes:target/test-classes:${BENCH_CLASSPATH:?the test class path}
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

load() { # name port pid [data]
    printf '%s ' "$1"
    name=$1
    shift
    taskset -c 1 java -Xmx512m -cp "$classes" dev.sluice.bench.IngestLoad \
        "$1" "$publishers" "$seconds" "$2" "$filler" ${3:+"$3"}
}

sluice() { # name formats
    rm -rf "$work/data"
    taskset -c 0 java -Xmx2g -Dquarkus.http.port=28080 -Dquarkus.management.port=29000 -Dsluice.rtmp.port=21935 \
        -Dsluice.data.directory="$work/data" -Dsluice.hls.formats="$2" -Dsluice.limits.publications=1000 \
        -Dquarkus.log.level=WARN -jar "$app/quarkus-run.jar" >"$work/sluice.log" 2>&1 &
    server=$!
    until grep -q 'slk_[0-9a-zA-Z]\{28\}' "$work/sluice.log"; do
        sleep 1
        kill -0 "$server" || {
            tail -5 "$work/sluice.log"
            exit 1
        }
    done
    load "$1" 21935 "$server" "$work/data"
    stop
}

nginx_rtmp() {
    mkdir -p "$work/hls"
    cat >"$work/nginx.conf" <<EOF
load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
worker_processes 1;
daemon off;
error_log /dev/null crit;
pid nginx.pid;
events {
    worker_connections 4096;
}
rtmp {
    access_log off;
    server {
        listen 127.0.0.1:21936;
        application live {
            live on;
            hls on;
            hls_path $work/hls;
            hls_fragment 2s;
            hls_playlist_length 12s;
            hls_nested on;
        }
    }
}
EOF
    chmod 755 "$work"
    chmod 777 "$work/hls"
    taskset -c 0 nginx -p "$work" -c "$work/nginx.conf" 2>/dev/null &
    server=$!
    sleep 1
    load nginx-rtmp 21936 "$(pgrep -P "$server" | head -1)"
    stop
}

run=0
while [ "$run" -lt "$runs" ]; do
    sluice cmaf-low-latency cmaf
    if [ -x /usr/sbin/nginx ]; then
        nginx_rtmp
    fi
    sluice mpegts mpegts
    run=$((run + 1))
done
