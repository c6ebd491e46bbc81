package io.livemarket.testkit.running;

import static org.awaitility.Awaitility.await;

import io.livemarket.testkit.running.RestClient.NoAnswerException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The Spring application of one instance, which a test starts, stops and starts again. */
abstract class ApplicationInstance implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Supplier<SpringApplicationBuilder> application;
    private final Instance instance;
    private List<String> settings;
    private @Nullable ConfigurableApplicationContext context;

    ApplicationInstance(Supplier<SpringApplicationBuilder> application, Instance instance, String... settings) {
        this.application = application;
        this.instance = instance;
        this.settings = List.of(settings);
    }

    /**
     * Starts the instance, and returns when it is healthy.
     *
     * @throws ConditionTimeoutException when it is not healthy within three minutes; the instance is closed then
     */
    public final void start() {
        startUnready();
        try {
            awaitHealth();
        } catch (ConditionTimeoutException e) {
            close();
            throw e;
        }
    }

    /** Starts the instance, which need not become healthy. */
    public final void startUnready() {
        context = application.get().run(arguments().toArray(String[]::new));
        StopOrder.assertWebServerStopsFirst(context);
    }

    /** Waits until the instance answers that it is healthy; a failure shows its last answer. */
    public final void awaitHealth() {
        RestClient caller = new RestClient(this::address, null);
        await("health")
                .atMost(START_LIMIT)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(NoAnswerException.class)
                .untilAsserted(() -> caller.get(healthPath()).expect(200));
    }

    /** The path that answers with 200 when the service may be used. */
    protected String healthPath() {
        return "/actuator/health";
    }

    /** Stops the instance; its data and its local state stay. */
    public final void stop() {
        context().close();
    }

    /** Stops the instance and starts it with other settings beside those of every test of the service. */
    public final void restart(String... newSettings) {
        stop();
        settings = List.of(newSettings);
        start();
    }

    /** Deletes the local state that the engines of a stopped instance keep between restarts. */
    public final void dropLocalState() {
        FileSystemUtils.deleteRecursively(dataDir().resolve("engine").toFile());
    }

    /** The arguments with which the instance starts, for tests that start it in a JVM of its own. */
    public final List<String> arguments() {
        return instance.with(settings.toArray(String[]::new)).arguments();
    }

    /** The application and the settings of this instance, for another one of its installation. */
    final RunningService beside(String suffix) {
        return new RunningService(application, instance.beside(suffix), settings.toArray(String[]::new));
    }

    /** The instance, with the settings of every test of the service. */
    protected final Instance instance() {
        return instance;
    }

    public final Path dataDir() {
        return instance.dataDir();
    }

    public final <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    public final <T> T bean(String name, Class<T> type) {
        return context().getBean(name, type);
    }

    /** The address of the running instance; each start gives another one. */
    public final URI address() {
        return URI.create("http://127.0.0.1:" + context().getEnvironment().getProperty("local.server.port"));
    }

    private ConfigurableApplicationContext context() {
        return Objects.requireNonNull(context, "never started");
    }

    /** Stops the application and deletes its local state. */
    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
        FileSystemUtils.deleteRecursively(dataDir().toFile());
    }
}
