#!/bin/sh
# Runs the micro-benchmarks whose name matches the pattern; further arguments are JMH's own.
#
#   src/jmh/jmh.sh                                            # all, two minutes
#   JMH_EFFORT='-f 3' src/jmh/jmh.sh Session -p frame=VIDEO   # one, in three virtual machines
#
# messages/s is the score, :bytes the payload bytes per second, gc.alloc.rate.norm the bytes allocated per message.
# JMH_BUILT=1 leaves out the build, JMH_CORE=1 pins all threads to the second core.
set -eu
cd "$(dirname "$0")/../.."
classpath=target/jmh.classpath
if [ -z "${JMH_BUILT:-}" ]; then
    ./mvnw -q -B -Pjmh test-compile dependency:build-classpath \
        -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test
fi
exec ${JMH_CORE:+taskset -c "$JMH_CORE"} java -cp "target/classes:target/test-classes:$(cat "$classpath")" \
    org.openjdk.jmh.Main ${JMH_EFFORT:--f 1 -wi 3 -w 1 -i 3 -r 1} -prof gc -rf text -rff target/jmh.txt "$@"
