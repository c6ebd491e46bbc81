package io.livemarket.loadtest.fill;

import io.livemarket.embedded.EmbeddedKafka;
import io.livemarket.events.kafka.Topics;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.users.UserDirectory;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code fill}: writes the events of many messages into the Kafka of a data directory without a running system. The
 * users can be found and written to, but have no passwords.
 */
@Command(
        name = "fill",
        mixinStandardHelpOptions = true,
        description =
                "Writes users, chats and messages into the embedded Kafka of a data directory on which nothing runs.")
public final class FillCommand implements Callable<Integer> {

    private final PrintStream progress;

    @Option(names = "--data", required = true, paramLabel = "DIRECTORY", description = "the system's directory")
    private Path data;

    @Option(names = "--messages", defaultValue = "1000000", description = "how many (default ${DEFAULT-VALUE})")
    private int messages;

    @Option(names = "--chats", defaultValue = "20000", description = "private chats (default ${DEFAULT-VALUE})")
    private int chats;

    @Option(names = "--users", defaultValue = "5000", description = "people (default ${DEFAULT-VALUE})")
    private int users;

    @Option(names = "--seed", defaultValue = "1", description = "of who writes where (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--users-file",
            paramLabel = "FILE",
            description = "people who have registered already: what --users-file of the other commands keeps")
    private @Nullable Path usersFile;

    @Option(
            names = "--chat-sizes",
            split = ",",
            paramLabel = "N",
            description =
                    "with --users-file, instead of the others: a chat of the first two with so many messages, of the next two, and so on; "
                            + "the two must not have written to each other")
    private @Nullable List<Integer> chatSizes;

    public FillCommand(PrintStream progress) {
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        long begun = System.nanoTime();
        if (chatSizes == null && (long) users * (users - 1) / 2 < chats) {
            progress.println("load-test: too few users for so many private chats");
            return 2;
        }
        List<UUID> known = known();
        Files.createDirectories(data);
        Files.write(data.resolve(".livemarket"), List.of("Data of LiveMarket Chat; ./livemarket reset deletes it."));
        try (EmbeddedKafka kafka = EmbeddedKafka.builder()
                .dataDir(data.resolve("kafka"))
                .jvmOptions(EmbeddedKafka.SERVER_JVM_OPTIONS)
                .start()) {
            EventWriter.provision(kafka.bootstrapServers(), List.of(Topics.USERS_EVENTS, Topics.CHAT_EVENTS));
            try (EventWriter events = new EventWriter(kafka.bootstrapServers())) {
                fill(events, known);
            }
        }
        if (chatSizes != null) {
            progress.printf("chats of %s messages, %.1f s%n", chatSizes, (System.nanoTime() - begun) / 1e9);
            return 0;
        }
        progress.printf(
                "%d messages in %d chats of %d users, %.1f s%n",
                messages, chats, users, (System.nanoTime() - begun) / 1e9);
        return 0;
    }

    private void fill(EventWriter events, List<UUID> known) {
        if (chatSizes == null) {
            new Filling(events, seed, (long) messages + messages / MadeUpChat.READ_AFTER + users + chats)
                    .write(users, chats, messages);
        }
        List<Integer> sizes = chatSizes == null ? List.of() : chatSizes;
        for (int pair = 0; pair < known.size() / 2; pair++) {
            int size = sizes.get(pair);
            new Filling(events, seed + pair, size + size / MadeUpChat.READ_AFTER + 1L)
                    .write(known.get(2 * pair), known.get(2 * pair + 1), size);
        }
    }

    /** The users of the chats to fill; none without {@code --chat-sizes}. */
    private List<UUID> known() {
        if (chatSizes == null) {
            return List.of();
        }
        List<UUID> known = usersFile == null
                ? List.of()
                : UserDirectory.idsIn(usersFile).stream().map(UUID::fromString).toList();
        if (known.size() < 2 * chatSizes.size()) {
            throw new SetUpException("--users-file has " + known.size() + " people, and " + chatSizes.size()
                    + " chats need " + 2 * chatSizes.size());
        }
        return known.subList(0, 2 * chatSizes.size());
    }
}
