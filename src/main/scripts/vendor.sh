#!/bin/sh
# Refreshes the front-end libraries that the pages ship: src/main/resources/web/vendor and its vendor.lock.
# Needs npm; asks whatever registry npm is configured for. To lift a version change the pin below, run, run
# VendorLockTest and WatchPageIT, commit the files together with the lock.
set -eu

HLS_JS=1.7.4

root=$(cd "$(dirname "$0")/../../.." && pwd)
vendor=$root/src/main/resources/web/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
tarball=$(npm pack --silent "hls.js@$HLS_JS")
tar -xzf "$tarball"
licence=$(sed -n 's/^ *"license": *"\([^"]*\)".*/\1/p' package/package.json)

mkdir -p "$vendor"
cp package/dist/hls.min.mjs package/dist/hls.worker.js "$vendor/"
cp package/LICENSE "$vendor/hls.js.LICENSE"

cd "$vendor"
{
    echo "# Written by src/main/scripts/vendor.sh. Columns: package, version, licence, file, SHA-256."
    for file in hls.min.mjs hls.worker.js hls.js.LICENSE; do
        echo "hls.js $HLS_JS $licence $file $(sha256sum "$file" | cut -d' ' -f1)"
    done
} > vendor.lock
cat vendor.lock
