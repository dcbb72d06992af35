#!/bin/sh
# Makes the picture of the README anew: the packaged program, its demo loop and a real Chromium.
set -eu
cd "$(dirname "$0")/../../.."
./mvnw -q verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=DemoLoopIT
cp target/screenshots/demo.png docs/images/watch.png
echo "docs/images/watch.png is new; look at it before you commit it."
