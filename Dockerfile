# tempo-admission with the libraries it needs, and nothing else: no shell, no package manager, no root.
FROM debian:bookworm-slim AS build
ARG JOBS=2
ARG PRESET=release
# Lets a compiler cache that is mounted here (scripts/image.sh does) recognize the sources under this path.
ENV CCACHE_BASEDIR=/source
WORKDIR /source
COPY scripts/setup.sh scripts/
RUN scripts/setup.sh build
COPY CMakeLists.txt CMakePresets.json ./
COPY cmake cmake
COPY include include
COPY src src
RUN cmake --preset "$PRESET" -DTEMPO_ADMISSION_TESTS=OFF && cmake --build --preset "$PRESET" -j "$JOBS"
COPY scripts/image-root.sh scripts/
RUN scripts/image-root.sh "build/$PRESET/tempo-admission" /image

FROM scratch
COPY --from=build /image /
USER 65532:65532
EXPOSE 8443 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/usr/bin/tempo-admission", "health"]
ENTRYPOINT ["/usr/bin/tempo-admission"]
CMD ["--help"]
