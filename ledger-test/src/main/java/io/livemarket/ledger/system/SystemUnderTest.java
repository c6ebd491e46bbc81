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
     * Plans a system; starts nothing.
     *
     * @param services names of those that are run
     * @param replicas copies by service name
     * @param data an empty directory, or one of a former run
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

    /** Starts everything; returns when every part serves. */
    public void start() throws IOException, InterruptedException {
        // The store waits for the broker where it has a snapshot, which it compares with the topics.
        startAll(List.of(BROKER, STORE, S3), 3);
        startAll(copies().stream().map(Copy::name).toList(), STARTS_AT_ONCE);
        noteCoordinated();
    }

    private void startAll(List<String> names, int atOnce) throws IOException {
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<CompletableFuture<?>> starts = new ArrayList<>();
            for (String name : names) {
                if (supervised.containsKey(name)) {
                    starts.add(CompletableFuture.runAsync(() -> startUnchecked(supervised.get(name)), threads));
                }
            }
            starts.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e);
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

    /** A broker that is back serves once it has read the groups and the transactions that it had. */
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

    /** A gateway is ready when it follows the log; whether the services behind it work is no health of its own. */
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
            return false; // Not yet.
        }
    }

    Supervised part(String name) {
        return supervised.get(name);
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

    /** Names of the parts whose process ended although nothing was done to it. */
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

    /** Stops the services together, then what they need. */
    @Override
    public void close() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            copies().forEach(copy -> threads.submit(supervised.get(copy.name())::stop));
        }
        List.of(S3, STORE, BROKER).stream()
                .filter(supervised::containsKey)
                .forEach(name -> supervised.get(name).stop());
        http.shutdownNow();
    }
}
