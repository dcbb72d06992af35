# syntax=docker/dockerfile:1

# Both bases in one place, pinned by digest so that what was scanned is what runs; the tag is for people.
# To raise one: skopeo inspect --format '{{.Digest}}' docker://IMAGE:TAG, build, scan, commit.
ARG BUILD_IMAGE=docker.io/library/eclipse-temurin:17.0.19_10-jdk-noble@sha256:ea77fc0dc52aeb4283cab72ef833ff77b2571eea219584d3dc75a6d4964b0ca0
ARG RUNTIME_IMAGE=registry.access.redhat.com/ubi9/openjdk-21-runtime:1.24@sha256:908540a90db3dea9dcc8b80de84c9d44ced2dd328d3ed36930b0b04ad8a0f4e8

# ---- build ----------------------------------------------------------------------------------------------------------
FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
# Tests and formatting are the job of ./mvnw verify, before an image is built.
ENV MAVEN_USER_HOME=/maven
RUN --mount=type=cache,target=/maven \
    ./mvnw -B -ntp -Dmaven.repo.local=/maven/repository package -Dmaven.test.skip=true -Dspotless.check.skip=true

# ---- run ------------------------------------------------------------------------------------------------------------
FROM ${RUNTIME_IMAGE}
USER 0
# The embedded database's initdb refuses a uid that /etc/passwd does not know. Group 0 gets the owner's rights, because
# some platforms run the image as a random uid of that group.
RUN echo 'sluice:x:10001:0:Sluice:/var/lib/sluice:/sbin/nologin' >> /etc/passwd \
    && mkdir -p /opt/sluice /var/lib/sluice/hls \
    && chown -R 10001:0 /var/lib/sluice \
    && chmod -R g=u /var/lib/sluice

# From what changes rarely to what changes always: a change of code ships the last two layers only.
COPY --from=build /build/target/quarkus-app/lib/ /opt/sluice/lib/
COPY --from=build /build/target/quarkus-app/*.jar /opt/sluice/
COPY --from=build /build/target/quarkus-app/quarkus/ /opt/sluice/quarkus/
COPY --from=build /build/target/quarkus-app/app/ /opt/sluice/app/

# Heap and direct memory are both capped: left alone, direct memory may grow to a second heap and the kernel ends the
# process. Direct memory holds the live windows, about 5 MB for a stream of 2.6 Mb/s; what does not fit goes to the heap.
# The parallel collector costs the least CPU on one and two cores (docs/performance.md). Add options through JAVA_OPTS_APPEND; JAVA_TOOL_OPTIONS would print a line that is not JSON.
ENV SLUICE_DATA_DIRECTORY=/var/lib/sluice \
    QUARKUS_VERTX_CACHE_DIRECTORY=/tmp/vertx \
    JAVA_OPTS="-XX:+UseParallelGC -XX:MaxRAMPercentage=40 -XX:MaxDirectMemorySize=384m -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/tmp -Dvertx.cacheDirBase=/tmp/vertx -Djava.util.logging.manager=org.jboss.logmanager.LogManager" \
    JAVA_OPTS_APPEND=""

WORKDIR /var/lib/sluice
VOLUME /var/lib/sluice
USER 10001:0
EXPOSE 1935 1936 8080 9000
STOPSIGNAL SIGTERM

# Bash opens the socket itself: the image needs no HTTP client.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9000 && printf 'GET /q/health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]

# exec makes Java process 1, so that SIGTERM reaches the drain and not a shell.
ENTRYPOINT ["/bin/sh", "-c", "exec java $JAVA_OPTS $JAVA_OPTS_APPEND -jar /opt/sluice/quarkus-run.jar \"$@\"", "sluice"]

# Last, so that a new revision keeps every layer above.
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Sluice" \
      org.opencontainers.image.description="A gate for live streams: RTMP in, a key checked in PostgreSQL, HLS out." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
