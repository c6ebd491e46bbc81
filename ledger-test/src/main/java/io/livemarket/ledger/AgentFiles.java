package io.livemarket.ledger;

import io.livemarket.launcher.SystemParts.Copy;
import io.livemarket.ledger.system.FaultInjector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files between the ledger and its agent in a service's JVM: directives for each copy, and triggers. */
final class AgentFiles implements FaultInjector.Triggers {

    private static final String CHAT = "chat";

    private final Path agent;
    private final Path folder;
    private final Map<String, Path> sabotage;

    AgentFiles(Path root, Path data, Map<String, Path> sabotage) {
        this.agent = root.resolve("ledger-test/target/livemarket-ledger-agent.jar");
        this.folder = data.resolve("ledger-agent");
        this.sabotage = sabotage;
    }

    @Override
    public Path halt(String copy) {
        return folder.resolve("halt-" + copy);
    }

    @Override
    public Path freeze(String copy) {
        return folder.resolve("freeze-" + copy);
    }

    /** JVM options of a copy; with the agent where the copy has directives. */
    List<String> options(Copy copy) {
        List<String> directives = new ArrayList<>();
        try {
            if (sabotage.containsKey(copy.service())) {
                directives.addAll(Files.readAllLines(sabotage.get(copy.service())).stream()
                        .map(line -> line.replace("${dir}", folder.toString()))
                        .toList());
            }
            if (copy.service().equals(CHAT)) {
                directives.add("halt-before org.apache.kafka.clients.producer.KafkaProducer commitTransaction "
                        + halt(copy.name()));
                directives.add(
                        "freeze-before org.apache.kafka.clients.producer.KafkaProducer send " + freeze(copy.name()));
            }
            if (directives.isEmpty()) {
                return List.of();
            }
            Files.createDirectories(folder);
            Path file = folder.resolve(copy.name() + ".directives");
            Files.write(file, directives);
            return List.of("-javaagent:" + agent + "=" + file);
        } catch (IOException e) {
            throw new UncheckedIOException("The directives of " + copy.name() + " could not be written", e);
        }
    }

    /** Deletes a temporary data directory. */
    void delete(Path data) {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            System.err.println("The temporary directory " + data + " could not be deleted: " + e);
        }
    }
}
