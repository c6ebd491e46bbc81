package io.livemarket.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of one system, a process each, for a program that starts, kills and restarts the parts itself instead of
 * leaving that to {@code up}. Every call of a {@code new…} method makes a part that is started at most once, with the
 * port, data directory and secrets of its predecessors. The document store is the caller's.
 */
public final class SystemParts {

    private static final long MINIMUM_FREE_MEGABYTES = 500;

    private final Plan plan;
    private final DataDirectory data;
    private final String classPath;

    private SystemParts(Plan plan, DataDirectory data, String classPath) {
        this.plan = plan;
        this.data = data;
        this.classPath = classPath;
    }

    /**
     * The outline of a system.
     *
     * @param services those that are run, in the order of starting
     * @param replicas copies by service name; 1 where a service is not named
     * @param data directory for data, logs and secrets
     * @param mongodb URI of the store
     * @param ports free ports; the first ones are the gateways', one after another
     * @param classPath of the services' processes
     */
    public record Outline(
            List<Service> services,
            Map<String, Integer> replicas,
            Path data,
            String mongodb,
            List<Integer> ports,
            String classPath) {}

    /**
     * A copy of a service.
     *
     * @param service name of the service
     * @param name unique in the system, such as {@code chat-1}
     * @param port on the loopback interface
     */
    public record Copy(String service, String name, int port) {

        /** The address of the copy's HTTP server. */
        public URI url() {
            return URI.create("http://127.0.0.1:" + port);
        }
    }

    /**
     * Decides addresses, arguments and secrets, and makes the data directory. Starts no part.
     *
     * @throws IOException when the directory cannot be written or holds files that are not a system's
     */
    public static SystemParts of(Outline outline) throws IOException {
        UpOptions options = new UpOptions();
        options.host = "127.0.0.1";
        options.processes = true;
        options.replicas.putAll(outline.replicas());
        options.data = outline.data();
        options.mongodb = outline.mongodb();
        Deque<Integer> ports = new ArrayDeque<>(outline.ports());
        options.port = ports.pop();
        for (int gateway = 2; gateway <= outline.replicas().getOrDefault(Service.GATEWAY, 1); gateway++) {
            ports.pop(); // The gateways' ports follow one another.
        }
        DataDirectory data = new DataDirectory(outline.data());
        try {
            data.prepare(MINIMUM_FREE_MEGABYTES);
            Plan plan = Plan.of(outline.services(), options, data.path(), Secrets.in(data.secrets()), ports::pop);
            return new SystemParts(plan, data, outline.classPath());
        } catch (LaunchRefused refused) {
            throw new IOException(refused.text().toString(), refused);
        }
    }

    /** Address of the broker, {@code host:port}. */
    public String kafka() {
        return plan.kafka();
    }

    /** Directory of the log files. */
    public Path logs() {
        return data.logs();
    }

    /** Every copy of every service, in the order of starting. */
    public List<Copy> copies() {
        return plan.instances().stream()
                .map(each -> new Copy(each.service().name(), each.name(), each.port()))
                .toList();
    }

    /** A broker on the system's port and data. */
    public Part newBroker() {
        return new KafkaPart(
                plan.embedded().kafkaPort().orElseThrow(), data.kafka(), Logs.file(data.logs(), KafkaPart.NAME));
    }

    /**
     * The document store in this JVM, which continues from its last snapshot as the store of {@code up} does.
     *
     * @param directory folder of the snapshots
     * @param kafka address of the broker whose topics the documents are made from
     */
    public static Part store(int port, Path directory, String kafka) {
        return new StorePart(port, directory, new SourceCluster(kafka));
    }

    /** Directory of the document store's snapshots. */
    public Path storeDirectory() {
        return data.store();
    }

    /** An S3 server on the system's port and data; empty when the system uses another one. */
    public Optional<Part> newS3() {
        return plan.s3()
                .embedded()
                .map(own -> new S3Part(own.port(), data.s3(), Logs.file(data.logs(), S3Part.NAME), own.credentials()));
    }

    /**
     * A process of a service.
     *
     * @param copy one of {@link #copies()}
     * @param jvmOptions options beside those that the launcher sets
     */
    public Part newService(Copy copy, List<String> jvmOptions) {
        Instance instance = plan.instances().stream()
                .filter(each -> each.name().equals(copy.name()))
                .findFirst()
                .orElseThrow();
        return new ProcessPart(instance, data.logs(), jvmOptions, classPath);
    }
}
