#!/bin/sh
# Refreshes the front-end libraries that the pages ship, src/main/resources/web/vendor, and those that only tests use,
# src/test/resources/vendor; each folder has its vendor.lock.
# Needs npm; asks whatever registry npm is configured for. To lift a version change the pin below, run, run
# VendorLockTest, WatchPageIT and PlayersIT, commit the files together with the lock.
set -eu

HLS_JS=1.7.4
SHAKA_PLAYER=5.2.12

root=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# vendor FOLDER PACKAGE VERSION FILE... : files of dist/ and the licence, and the lock
vendor() {
    folder=$1
    package=$2
    version=$3
    shift 3
    rm -rf "$work/package"
    cd "$work"
    tarball=$(npm pack --silent "$package@$version")
    tar -xzf "$tarball"
    licence=$(sed -n 's/^ *"license": *"\([^"]*\)".*/\1/p' package/package.json)
    mkdir -p "$folder"
    for file in "$@"; do
        cp "package/dist/$file" "$folder/"
    done
    cp package/LICENSE "$folder/$package.LICENSE"
    cd "$folder"
    {
        echo "# Written by src/main/scripts/vendor.sh. Columns: package, version, licence, file, SHA-256."
        for file in "$@" "$package.LICENSE"; do
            echo "$package $version $licence $file $(sha256sum "$file" | cut -d' ' -f1)"
        done
    } > vendor.lock
    cat vendor.lock
}

vendor "$root/src/main/resources/web/vendor" hls.js "$HLS_JS" hls.min.mjs hls.worker.js
vendor "$root/src/test/resources/vendor" shaka-player "$SHAKA_PLAYER" shaka-player.hls-es2021.js
