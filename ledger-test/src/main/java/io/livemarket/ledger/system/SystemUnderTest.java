package io.livemarket.ledger.system;

import io.livemarket.embedded.LoopbackPorts;
import io.livemarket.launcher.Service;
import io.livemarket.launcher.SystemParts;
import io.livemarket.launcher.SystemParts.Copy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.TransactionListing;

/** A whole system on this machine, a process for each part, started and stopped by the ledger and not by {@code up}. */
public final class SystemUnderTest implements AutoCloseable {

    static final String BROKER = "broker";
    static final String STORE = "store";
    private static final String S3 = "s3";
    private static final int STARTS_AT_ONCE = 2;
    private static final int FIRST_GATEWAY_PORT = 16_000;
    private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(5);
    private static final Duration ASK_FOR = Duration.ofSeconds(2);

    private final SystemParts parts;
    private final Map<String, Supervised> supervised = new LinkedHashMap<>();
    private volatile List<String> groups = List.of();
    private volatile List<String> transactionalIds = List.of();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ASK_FOR).build();

    /**
     * Plans a system; starts no part.
     *
     * @param services names of the services to run
     * @param replicas copies by service name
     * @param data an empty directory, or one of an earlier run
     * @param classPath of the services
     * @param jvmOptions further options of the JVM of a copy
     */
    public SystemUnderTest(
            List<String> services,
            Map<String, Integer> replicas,
            Path data,
            String classPath,
            Function<Copy, List<String>> jvmOptions)
            throws IOException {
        List<Service> wanted = Service.ALL.stream()
                .filter(service -> services.contains(service.name()))
                .toList();
        List<Integer> ports = new ArrayList<>();
        int gateways = replicas.getOrDefault(Service.GATEWAY, 1);
        int first = freeRange(gateways);
        IntStream.range(0, gateways).forEach(i -> ports.add(first + i));
        IntStream.range(0, 2 * Service.ALL.size() + gateways + 2).forEach(_ -> ports.add(LoopbackPorts.anyFree()));
        int storePort = LoopbackPorts.anyFree();
        parts = SystemParts.of(
                new SystemParts.Outline(wanted, replicas, data, "mongodb://127.0.0.1:" + storePort, ports, classPath));
        supervise(BROKER, () -> parts.newBroker(), this::awaitCoordinators);
        supervise(
                STORE,
                () -> new StoreProcess(
                        storePort,
                        parts.storeDirectory(),
                        parts.kafka(),
                        parts.logs().resolve("store.log")),
                () -> {});
        if (services.contains(Service.FILE)) {
            supervise(S3, () -> parts.newS3().orElseThrow(), () -> {});
        }
        for (Copy copy : parts.copies()) {
            supervise(copy.name(), () -> parts.newService(copy, jvmOptions.apply(copy)), () -> awaitHealthy(copy));
        }
    }

    private void supervise(
            String name, java.util.function.Supplier<io.livemarket.launcher.Part> next, Supervised.Health health) {
        supervised.put(name, new Supervised(name, next, health));
    }

    private static int freeRange(int count) {
        for (int first = FIRST_GATEWAY_PORT + (int) (ProcessHandle.current().pid() % 1_000); ; first += count) {
            int from = first;
            if (IntStream.range(0, count).allMatch(i -> LoopbackPorts.isFree(from + i))) {
                return first;
            }
        }
    }

    /** Starts every part; returns when all of them serve. */
    public void start() throws IOException, InterruptedException {
        // A store with a snapshot waits for the broker, because it compares the snapshot with the topics.
        startAll(List.of(BROKER, STORE, S3), 3);
        startAll(copies().stream().map(Copy::name).toList(), STARTS_AT_ONCE);
        noteCoordinated();
    }

    private void startAll(List<String> names, int atOnce) throws IOException {
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<CompletableFuture<?>> starts = new ArrayList<>();
            for (String name : names) {
                if (supervised.containsKey(name)) {
                    starts.add(CompletableFuture.runAsync(() -> startUnchecked(part(name)), threads));
                }
            }
            starts.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            throw new IOException(cause == null ? e.toString() : cause.getMessage(), e);
        }
    }

    private static void startUnchecked(Supervised part) {
        try {
            part.start();
        } catch (IOException e) {
            throw new CompletionException(part.name() + " did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException("interrupted while " + part.name() + " was starting", e);
        }
    }

    /** Waits for the coordinators: a broker that is back serves once it has read its groups and transactions. */
    private void awaitCoordinators() throws IOException, InterruptedException {
        try (Admin admin = admin()) {
            for (String group : groups) {
                admin.listConsumerGroupOffsets(group).all().get();
            }
            admin.describeTransactions(transactionalIds).all().get();
        } catch (ExecutionException e) {
            throw new IOException("the broker's coordinators did not load: " + e.getCause(), e);
        }
    }

    private void noteCoordinated() throws IOException, InterruptedException {
        try (Admin admin = admin()) {
            groups = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
            transactionalIds = admin.listTransactions().all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .toList();
        } catch (ExecutionException e) {
            throw new IOException("the broker does not name its groups and transactions: " + e.getCause(), e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "ledger",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) HEALTHY_WITHIN.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ASK_FOR.toMillis()));
    }

    /**
     * Waits until a copy is healthy. A gateway is ready when it follows the log; the health of the services behind it
     * is not part of its own.
     */
    private void awaitHealthy(Copy copy) throws IOException, InterruptedException {
        String path = copy.service().equals(Service.GATEWAY) ? "/readyz" : "/healthz";
        long deadline = System.nanoTime() + HEALTHY_WITHIN.toNanos();
        while (!answers(copy.url().resolve(path))) {
            if (System.nanoTime() > deadline) {
                throw new IOException(copy.name() + " was not healthy within " + HEALTHY_WITHIN.toSeconds() + " s");
            }
            Thread.sleep(50);
        }
    }

    private boolean answers(URI health) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(health).timeout(ASK_FOR).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // Not ready yet.
        }
    }

    Supervised part(String name) {
        Supervised part = supervised.get(name);
        if (part == null) {
            throw new IllegalArgumentException("The system has no part " + name);
        }
        return part;
    }

    /** Every copy of every service. */
    public List<Copy> copies() {
        return parts.copies();
    }

    /** Base addresses of the gateways. */
    public List<URI> gateways() {
        return copies().stream()
                .filter(copy -> copy.service().equals(Service.GATEWAY))
                .map(Copy::url)
                .toList();
    }

    /** Address of the broker. */
    public String kafka() {
        return parts.kafka();
    }

    /** Directory of the log files. */
    public Path logs() {
        return parts.logs();
    }

    /** Names of the parts whose process ended without a fault or a stop. */
    public List<String> endedByThemselves() {
        return supervised.values().stream()
                .filter(Supervised::endedByItself)
                .map(Supervised::name)
                .toList();
    }

    /** Starts a part again whose process ended by itself. */
    public void restart(String name) throws IOException, InterruptedException {
        part(name).start();
    }

    /** Stops the services together, then the broker and the stores. */
    @Override
    public void close() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            copies().forEach(copy -> threads.submit(part(copy.name())::stop));
        }
        List.of(S3, STORE, BROKER).stream()
                .filter(supervised::containsKey)
                .forEach(name -> part(name).stop());
        http.shutdownNow();
    }
}
