package io.livemarket.launcher;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Logging for all services of this JVM: a file for each service, configured once, before the first service starts.
 * Spring Boot would configure logging again for each context, and each context would replace the configuration of the
 * one that started before.
 */
final class Logs {

    /** The log of records that belong to no single service. */
    static final String SHARED = "services";

    static final String DIRECTORY_PROPERTY = "livemarket.log-dir";
    static final String NAME_PROPERTY = "livemarket.log-name";

    private Logs() {}

    /**
     * Configures the files; to be called before the first logger is made.
     *
     * @param name the service's name in a JVM of one service, else {@link #SHARED}
     */
    static void configure(Path directory, String name) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.setProperty("logback.configurationFile", "livemarket-logback.xml");
        System.setProperty("logback.statusListenerClass", "ch.qos.logback.core.status.NopStatusListener");
        System.setProperty(DIRECTORY_PROPERTY, directory.toString());
        System.setProperty(NAME_PROPERTY, name);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Logger uncaught = LoggerFactory.getLogger("io.livemarket.launcher.uncaught");
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> uncaught.error("Thread {} died", thread.getName(), thrown));
    }

    /**
     * Configures a command without a data directory: warnings alone, on the terminal. To be called before the first
     * logger is made.
     */
    static void warningsOnly() {
        System.setProperty("logback.statusListenerClass", "ch.qos.logback.core.status.NopStatusListener");
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(ch.qos.logback.classic.Level.WARN);
        }
    }

    /** The log file of this part of the system. */
    static Path file(Path directory, String part) {
        return directory.resolve(part + ".log");
    }
}
