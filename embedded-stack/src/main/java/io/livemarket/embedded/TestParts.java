package io.livemarket.embedded;

import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of integration tests: containers where a container engine answers, else the embedded parts; or the choice
 * of the environment variable {@value #VARIABLE}, before which the system property {@value #PROPERTY} counts. Decided
 * once in a JVM, and logged in one line.
 */
enum TestParts {

    /** Kafka, MongoDB and S3 as deployments run them. */
    CONTAINERS,
    /** The broker, store and S3 server of this repository. */
    EMBEDDED;

    static final String VARIABLE = "LIVEMARKET_TEST_PARTS";
    static final String PROPERTY = "livemarket.test.parts";

    private static final Logger log = LoggerFactory.getLogger(TestParts.class);

    private static @Nullable TestParts chosen;
    private static @Nullable RuntimeException failure;

    /**
     * The choice of this JVM. A failure is thrown by each call, and no engine is looked for again.
     *
     * @throws EmbeddedStartException when containers are asked for and no engine answers
     */
    static synchronized TestParts chosen() {
        if (failure != null) {
            throw new EmbeddedStartException(String.valueOf(failure.getMessage()), failure);
        }
        if (chosen == null) {
            try {
                chosen = decide();
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return chosen;
    }

    /**
     * Chooses.
     *
     * @param asked {@code containers}, {@code embedded} or {@code auto}; absent means {@code auto}
     * @param engine looks for an engine; called only where its answer matters
     * @throws EmbeddedStartException when containers are asked for and no engine answers
     * @throws IllegalArgumentException for any other value of {@code asked}
     */
    static TestParts choose(@Nullable String asked, Supplier<Optional<String>> engine) {
        if (asked == null || isLeftToTheMachine(asked)) {
            return engine.get().isPresent() ? CONTAINERS : EMBEDDED;
        }
        return switch (asked.strip().toLowerCase(Locale.ROOT)) {
            case "embedded" -> EMBEDDED;
            case "containers" -> {
                if (engine.get().isEmpty()) {
                    throw new EmbeddedStartException(VARIABLE + "=containers, but no container engine answers");
                }
                yield CONTAINERS;
            }
            default ->
                throw new IllegalArgumentException(VARIABLE + " is containers, embedded or auto, and not " + asked);
        };
    }

    private static boolean isLeftToTheMachine(String asked) {
        return asked.isBlank() || asked.strip().equalsIgnoreCase("auto");
    }

    /** The implementation that the class path has; a new one for each stack. */
    static ContainerParts containers() {
        return ServiceLoader.load(ContainerParts.class)
                .findFirst()
                .orElseThrow(() -> new EmbeddedStartException(
                        "Tests are to run on containers, and the module container-stack is not on the class path"));
    }

    private static TestParts decide() {
        ContainerEngine machine = ContainerEngine.ofThisMachine();
        String asked = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        AtomicReference<String> engine = new AtomicReference<>();
        TestParts parts = choose(asked, () -> {
            machine.find().ifPresent(engine::set);
            return Optional.ofNullable(engine.get());
        });
        log.info(
                "Integration tests run on {}",
                switch (parts) {
                    case CONTAINERS -> "containers: " + images() + " (engine at " + engine.get() + ")";
                    case EMBEDDED ->
                        "the embedded parts: "
                                + (asked == null || isLeftToTheMachine(asked)
                                        ? "no container engine answers at " + machine.lookedAt()
                                        : VARIABLE + "=" + asked);
                });
        return parts;
    }

    private static String images() {
        try (ContainerParts parts = containers()) {
            return parts.images();
        }
    }
}
