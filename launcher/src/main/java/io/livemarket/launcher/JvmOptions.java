package io.livemarket.launcher;

import io.livemarket.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Options of the JVMs that the launcher starts. */
final class JvmOptions {

    /**
     * The first options of every JVM; the options behind them may override them. Objects have headers of eight bytes.
     * Compiled code causes no collection: with the default, a JVM stops for a full collection after each 36 MB of
     * compiled code, 0.4 s with the heap of {@code up} and more with each message in the embedded store.
     */
    static final List<String> FIRST = List.of("-XX:+UseCompactObjectHeaders", "-XX:SweeperThreshold=100");

    /**
     * The options of a service's own JVM, with {@code --processes}. With the default, a full collection from 21 MB of
     * classes on, each start had several full collections.
     */
    private static final List<String> SERVICE = List.of(
            "-Xmx384m", "-Xss512k", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:MetaspaceSize=160m");

    /**
     * For the JVM of a service that is not on the path of a message: the optimising compiler takes most of the CPU of a
     * start, and nine JVMs that start on two cores wait for it.
     */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    /** Services that decide and deliver each message, whose code is worth optimising. */
    private static final Set<String> OPTIMISED = Set.of(Service.CHAT, Service.GATEWAY);

    /**
     * Uploads are streamed, so that the heap needs little; an error that buffers a file is found at this size sooner
     * than by a user.
     */
    private static final String FILE_SERVICE_HEAP = "-Xmx128m";

    private static final String KAFKA_OPTIONS = "LIVEMARKET_KAFKA_JAVA_OPTS";
    private static final String CREATE_ARCHIVE = "-XX:+AutoCreateSharedArchive";
    private static final String ARCHIVE_FILE = "-XX:SharedArchiveFile=";
    private static final String JAR = "livemarket-launcher.jar";

    /** Options that keep the warnings about libraries with access to the JDK's internals off the terminal. */
    static final List<String> QUIET =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private JvmOptions() {}

    /**
     * The options of a service's own JVM: the value of {@code LIVEMARKET_<NAME>_JAVA_OPTS}, or else of
     * {@code LIVEMARKET_SERVICE_JAVA_OPTS}, or else the default.
     */
    static List<String> of(Service service) {
        List<String> otherwise = given("LIVEMARKET_SERVICE_JAVA_OPTS", byDefault(service.name()));
        return given("LIVEMARKET_" + service.name().toUpperCase(Locale.ROOT) + "_JAVA_OPTS", otherwise);
    }

    /** The broker's options, without those of {@link #classArchive}. */
    static List<String> ofKafka() {
        return Stream.concat(FIRST.stream(), given(KAFKA_OPTIONS, EmbeddedKafka.SERVER_JVM_OPTIONS).stream())
                .toList();
    }

    static List<String> byDefault(String service) {
        List<String> options = new ArrayList<>(SERVICE);
        if (service.equals(Service.FILE)) {
            options.set(0, FILE_SERVICE_HEAP);
        }
        if (!OPTIMISED.contains(service)) {
            options.add(QUICK_START);
        }
        return options;
    }

    /**
     * The options for the broker's AOT cache, which fits {@link EmbeddedKafka#SERVER_JVM_OPTIONS}; where the
     * environment names other options, those for an archive of classes, which fits any.
     */
    static List<String> kafkaCache() {
        return target().map(target -> {
                    AotCache cache = AotCache.ofKafka(target);
                    if (Boolean.getBoolean(AotCache.TRAINING)) {
                        return cache.recording();
                    }
                    boolean fits = cache.isOf(target.resolve(JAR))
                            && given(KAFKA_OPTIONS, List.of()).isEmpty();
                    return fits ? cache.using() : classArchive(target, KafkaPart.NAME);
                })
                .orElse(List.of());
    }

    /**
     * Options with which the first run after a build leaves an archive of its classes beside the launcher, so that
     * later runs start sooner. The archive of an earlier build is deleted: a JVM passes over such an archive and does
     * not replace it.
     */
    static List<String> classArchive(String name) {
        return target().map(target -> classArchive(target, name)).orElse(List.of());
    }

    /**
     * Whether a JVM with these arguments writes an archive of its classes when it ends, which takes a core for half a
     * minute, and longer on a busy machine.
     */
    static boolean leavesArchive(List<String> arguments) {
        return arguments.contains(CREATE_ARCHIVE)
                && arguments.stream()
                        .filter(argument -> argument.startsWith(ARCHIVE_FILE))
                        .noneMatch(argument -> Files.exists(Path.of(argument.substring(ARCHIVE_FILE.length()))));
    }

    /** The folder of the launcher's jar; empty where the launcher was not started from a jar. */
    static Optional<Path> target() {
        return Optional.ofNullable(System.getProperty("livemarket.root"))
                .map(root -> Path.of(root, "launcher", "target"));
    }

    static List<String> classArchive(Path target, String name) {
        Path archive = target.resolve(name + ".jsa");
        try {
            if (!isNewer(archive, target.resolve(JAR))) {
                Files.deleteIfExists(archive);
            }
        } catch (IOException e) {
            return List
                    .of(); // Another run has the archive open, on a system that forbids the deletion of an open file.
        }
        return List.of(CREATE_ARCHIVE, ARCHIVE_FILE + archive);
    }

    /**
     * The options for a service's own JVM: the launcher's AOT cache, or else the archive that a run of all services in
     * one JVM left; both hold the classes of each service. The JVM passes over a cache that does not fit. Services
     * write no archive: two copies may end at once.
     *
     * @param options the JVM's other options
     */
    static List<String> serviceArchive(List<String> options) {
        return target().map(target -> serviceArchive(target, options)).orElse(List.of());
    }

    static List<String> serviceArchive(Path target, List<String> options) {
        AotCache cache = AotCache.ofLauncher(target);
        if (cache.isOf(target.resolve(JAR)) && AotCache.goesWith(options)) {
            return cache.using();
        }
        Path all = target.resolve("livemarket.jsa");
        return isNewer(all, target.resolve(JAR))
                ? List.of("-Xshare:auto", "-Xlog:cds*=off", "-Xlog:aot*=off", ARCHIVE_FILE + all)
                : List.of();
    }

    private static boolean isNewer(Path archive, Path built) {
        try {
            return Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(built)) > 0;
        } catch (IOException e) {
            return false; // The archive or the jar is missing.
        }
    }

    /** The value of this environment variable, split at spaces, or else the default. */
    static List<String> given(String variable, List<String> otherwise) {
        String value = System.getenv(variable);
        return value == null || value.isBlank()
                ? otherwise
                : List.of(value.strip().split("\\s+"));
    }
}
