package dev.sluice.postgres;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Hands Flyway the migrations by name from the class path, whichever class loader the program was started with. */
final class PackagedMigrations implements ResourceProvider {
    private final String folder;
    private final List<String> files;

    PackagedMigrations(String folder, List<String> files) {
        this.folder = folder;
        this.files = files;
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return files.contains(name) ? new Script(folder + name, name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return files.stream()
                .filter(file -> file.startsWith(prefix))
                .filter(file -> Arrays.stream(suffixes).anyMatch(file::endsWith))
                .<LoadableResource>map(file -> new Script(folder + file, file))
                .toList();
    }

    /** One file. */
    private static final class Script extends LoadableResource {
        private final String path;
        private final String name;

        Script(String path, String name) {
            this.path = path;
            this.name = name;
        }

        @Override
        public Reader read() {
            InputStream bytes = PackagedMigrations.class.getClassLoader().getResourceAsStream(path);
            if (bytes == null) {
                throw new IllegalStateException("the migration " + path + " is not in the program");
            }
            return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public String getAbsolutePath() {
            return path;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return path;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
