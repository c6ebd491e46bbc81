package io.livemarket.loadtest.costs;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.livemarket.loadtest.BrokerAnswers;
import io.livemarket.loadtest.Pause;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.process.JvmMemory;
import io.livemarket.loadtest.process.WatchedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.bson.Document;

/** Reads a running system's use: from {@code /proc}, the broker's counters and log directories, and the store. */
final class SystemReader implements AutoCloseable {

    private static final Duration BROKER_WITHIN = Duration.ofSeconds(30);

    private final Path data;
    private final Map<String, WatchedProcess> processes = new LinkedHashMap<>();
    private final Map<String, JvmMemory> memories = new LinkedHashMap<>();
    private final Admin admin;
    private final MongoClient mongo;
    private final BrokerBytes broker;
    private final int brokerId;

    SystemReader(Path data, SystemFile system) {
        this.data = data;
        system.parts().forEach(part -> processes.put(part.name(), new WatchedProcess(part.name(), part.pid())));
        this.admin = Admin.create(Map.of("bootstrap.servers", system.kafka()));
        this.mongo =
                MongoClients.create("mongodb://" + system.part(SystemFile.STORE).address());
        this.broker = new BrokerBytes(memory(SystemFile.BROKER));
        this.brokerId = onlyBroker();
    }

    /**
     * The id of the only broker. A broker that got no processor for two seconds is not among the nodes until it has
     * reported again.
     */
    private int onlyBroker() {
        long deadline = System.nanoTime() + BROKER_WITHIN.toNanos();
        Collection<Node> nodes = nodes();
        while (nodes.isEmpty() && System.nanoTime() < deadline) {
            Pause.of(Duration.ofMillis(200), Meter.BETWEEN);
            nodes = nodes();
        }
        return nodes.stream()
                .findFirst()
                .orElseThrow(() -> new SetUpException("the broker is not in its cluster"))
                .id();
    }

    private Collection<Node> nodes() {
        return BrokerAnswers.await(
                "describe its cluster", admin.describeCluster().nodes());
    }

    private JvmMemory memory(String part) {
        WatchedProcess process = processes.get(part);
        if (process == null) {
            throw new IllegalArgumentException("The system has no part " + part);
        }
        return memories.computeIfAbsent(part, _ -> JvmMemory.of(process));
    }

    Reading read() {
        Map<String, Double> cpu = new TreeMap<>();
        processes.forEach((name, process) -> cpu.put(name, process.cpuSecondsWithoutCompilers()));
        return new Reading(System.nanoTime(), cpu, broker.in(), broker.out(), log(), store(), local());
    }

    /** Bytes of heap of each part in use right after full collections. */
    Map<String, Long> heaps() {
        Map<String, Long> heaps = new TreeMap<>();
        processes
                .keySet()
                .forEach(name -> heaps.put(name, memory(name).collectAndRead().heapUsedAfterCollection()));
        return heaps;
    }

    private Map<String, Long> log() {
        Map<String, Long> bytes = new TreeMap<>();
        BrokerAnswers.await(
                        "describe its logs",
                        admin.describeLogDirs(List.of(brokerId)).allDescriptions())
                .getOrDefault(brokerId, Map.of())
                .values()
                .forEach(directory -> directory
                        .replicaInfos()
                        .forEach((partition, replica) -> bytes.merge(partition.topic(), replica.size(), Long::sum)));
        return bytes;
    }

    private Map<String, Long> store() {
        Map<String, Long> bytes = new TreeMap<>();
        for (String database : mongo.listDatabaseNames()) {
            Number size = mongo.getDatabase(database)
                    .runCommand(new Document("dbStats", 1))
                    .get("dataSize", Number.class);
            bytes.put(database, size.longValue());
        }
        return bytes;
    }

    private Map<String, Long> local() {
        Map<String, Long> bytes = new TreeMap<>();
        try (Stream<Path> copies = Files.list(data.resolve("services"))) {
            copies.filter(Files::isDirectory)
                    .forEach(copy -> bytes.put(copy.getFileName().toString(), bytesIn(copy)));
            return bytes;
        } catch (IOException unreadable) {
            throw new SetUpException("cannot read the services' state: " + unreadable.getMessage(), unreadable);
        }
    }

    private static long bytesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(SystemReader::size)
                    .sum();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new SetUpException("cannot read " + folder + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException deletedMeanwhile) {
            return 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        mongo.close();
        admin.close();
        for (JvmMemory memory : memories.values()) {
            memory.close();
        }
    }
}
