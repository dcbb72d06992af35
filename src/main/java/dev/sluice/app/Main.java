package dev.sluice.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Checks the configuration, starts the embedded database where none is given, then Quarkus. */
@QuarkusMain
public final class Main {
    private static final int EXIT_CONFIGURATION = 2;

    private Main() {}

    public static void main(String... arguments) {
        int exitCode = run(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static int run(String... arguments) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .addDiscoveredSources()
                .build();
        boolean development = isDevelopment();
        Settings settings;
        try {
            settings = new SettingsReader(config).read(development);
            if (!development) {
                PortCheck.check(config, settings);
            }
        } catch (ConfigurationErrors errors) {
            System.err.println(errors.getMessage());
            return EXIT_CONFIGURATION;
        }
        sizeEventLoops(config);
        try {
            DatasourceProperties.embedWhereNoneIsGiven(config, settings.dataDirectory());
        } catch (EmbeddedDatabaseFailure failure) {
            System.err.println(failure.getMessage());
            return EXIT_CONFIGURATION;
        }
        Quarkus.run(arguments);
        return 0;
    }

    /**
     * Whether {@code quarkus:dev} runs the program; Quarkus' own launch mode is not known yet when settings
     * are read.
     */
    static boolean isDevelopment() {
        return Boolean.getBoolean("dev.sluice.development");
    }

    /** One event loop per core: a loop owns its publications whole, so more loops only compete. */
    private static void sizeEventLoops(SmallRyeConfig config) {
        String property = "quarkus.vertx.event-loops-pool-size";
        if (config.getOptionalValue(property, String.class).isEmpty()) {
            System.setProperty(property, String.valueOf(Runtime.getRuntime().availableProcessors()));
        }
    }
}
