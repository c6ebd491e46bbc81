package io.livemarket.e2e;

import io.livemarket.embedded.LoopbackPorts;
import io.livemarket.launcher.Part;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Two copies of each service over one broker, a process each: the copies with number 1 are of the last release, those
 * with number 2 of the working tree.
 */
final class SkewedSystem implements AutoCloseable {

    static final int OLD = 1;
    static final int NEW = 2;

    /**
     * Services that the last release lacks, the last ones of {@link Service#ALL}; they run once, as the new version.
     */
    private static final List<Service> ADDED = Service.ALL.stream()
            .filter(service -> service.name().equals("product"))
            .toList();

    private static final int STARTS_AT_ONCE = 2;
    private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(8);
    private static final List<String> JVM_OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-Dlivemarket.accounts.bootstrap-moderators=e2e-moderator");

    private final SystemParts current;
    private final SystemParts former;
    private final List<Part> infrastructure = new ArrayList<>();
    private final Map<Copy, Part> running = new LinkedHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** Starts what the services need. */
    SkewedSystem(Path data, String formerClassPath) throws Exception {
        int gateways = RunningSystem.freePort();
        List<Integer> ports = new ArrayList<>(List.of(gateways, gateways + 1));
        IntStream.range(0, 3 * Service.ALL.size() + 4).forEach(_ -> ports.add(LoopbackPorts.anyFree()));
        int storePort = LoopbackPorts.anyFree();
        List<Service> common =
                Service.ALL.stream().filter(service -> !ADDED.contains(service)).toList();
        Map<String, Integer> two = common.stream().collect(Collectors.toMap(Service::name, _ -> 2));
        String store = "mongodb://127.0.0.1:" + storePort;
        current = SystemParts.of(new SystemParts.Outline(
                Service.ALL,
                two,
                data,
                store,
                ports,
                RunningSystem.root()
                        .resolve("launcher/target/livemarket-launcher.jar")
                        .toString()));
        former = SystemParts.of(
                new SystemParts.Outline(common, two, data, store, portsOfFormer(ports, common), formerClassPath));
        start(current.newBroker());
        start(SystemParts.store(storePort, current.storeDirectory(), current.kafka()));
        start(current.newS3().orElseThrow());
    }

    /**
     * The ports that both versions have, which are those of two gateways, the broker, the S3 server and the common
     * services; and others for the rest, which is the gateways' health.
     */
    private static List<Integer> portsOfFormer(List<Integer> ports, List<Service> common) {
        List<Integer> own = new ArrayList<>(ports.subList(0, 2 + 2 + 2 * (common.size() - 1)));
        common.forEach(_ -> own.add(LoopbackPorts.anyFree()));
        return own;
    }

    private void start(Part part) throws Exception {
        infrastructure.add(part);
        part.start();
    }

    /** Starts every service of one version, and returns when all are healthy. */
    void start(int version) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(STARTS_AT_ONCE)) {
            List<Future<?>> starts = new ArrayList<>();
            for (Copy copy : copies(version)) {
                Part part = (version == OLD ? former : current).newService(copy, JVM_OPTIONS);
                running.put(copy, part);
                starts.add(threads.submit(() -> {
                    part.start();
                    return null;
                }));
            }
            for (Future<?> start : starts) {
                start.get();
            }
        }
        copies(version).forEach(this::await);
    }

    private void await(Copy copy) {
        Awaitility.await(copy.name() + " is healthy")
                .atMost(HEALTHY_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> isHealthy(copy));
    }

    private boolean isHealthy(Copy copy) throws InterruptedException {
        URI address = copy.url().resolve(copy.service().equals(Service.GATEWAY) ? "/readyz" : "/healthz");
        try {
            return http.send(
                                    HttpRequest.newBuilder(address)
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // Not up yet.
        }
    }

    /** Stops the services of one version one after another, gateways last, as a rolling update does. */
    void stop(int version) {
        copies(version).stream()
                .filter(copy -> !copy.service().equals(Service.GATEWAY))
                .forEach(this::stop);
        copies(version).stream()
                .filter(copy -> copy.service().equals(Service.GATEWAY))
                .forEach(this::stop);
    }

    private void stop(Copy copy) {
        Part part = running.remove(copy);
        if (part != null) {
            part.stop();
        }
    }

    /** Names of the copies that run and are not healthy. */
    List<String> unhealthy() throws InterruptedException {
        List<String> unhealthy = new ArrayList<>();
        for (Copy copy : running.keySet()) {
            if (!isHealthy(copy)) {
                unhealthy.add(copy.name());
            }
        }
        return unhealthy;
    }

    /** Names of the copies whose process ended although nothing was done to it. */
    List<String> ended() {
        return running.entrySet().stream()
                .filter(each -> each.getValue().ended().isDone())
                .map(each -> each.getKey().name())
                .toList();
    }

    private List<Copy> copies(int version) {
        Predicate<Copy> ofVersion = copy -> copy.name().endsWith("-" + (isAdded(copy) ? OLD : version));
        Predicate<Copy> exists = copy -> version == NEW || !isAdded(copy);
        return current.copies().stream().filter(ofVersion.and(exists)).toList();
    }

    private static boolean isAdded(Copy copy) {
        return ADDED.stream().anyMatch(service -> service.name().equals(copy.service()));
    }

    /** The address of the gateway of one version. */
    String gateway(int version) {
        return copies(version).stream()
                .filter(copy -> copy.service().equals(Service.GATEWAY))
                .findFirst()
                .orElseThrow()
                .url()
                .toString();
    }

    String kafka() {
        return current.kafka();
    }

    @Override
    public void close() {
        stop(OLD);
        stop(NEW);
        infrastructure.reversed().forEach(Part::stop);
        http.shutdownNow();
    }
}
