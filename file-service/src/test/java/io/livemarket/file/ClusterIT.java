package io.livemarket.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.files.FileEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two instances that come and go decide each command once, and follow each message once. */
class ClusterIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private final List<UUID> files = new ArrayList<>();
    private final List<UUID> messages = new ArrayList<>();

    @Test
    void eachCommandIsDecidedOnceAndEachMessageFollowedOnce() {
        try (RunningFileService one = new RunningFileService()) {
            UUID ana = one.somebody().user();
            UUID chat = one.chat(one.callsOf(ana), one.somebody());
            try (RunningFileService two = one.second()) {
                exchange(one, List.of(one, two), chat, ana);
                two.stop();
                exchange(one, List.of(one), chat, ana);
                two.start();
                exchange(one, List.of(two, one), chat, ana);
            }
            for (int i = 0; i < messages.size(); i += 2) {
                one.takenBack(chat, one.callsOf(ana), messages.get(i));
            }
            for (int i = 0; i < files.size(); i++) {
                UUID file = files.get(i);
                List<String> expected = i % 2 == 0
                        ? List.of("1 FileUploaded", "2 FileAttached", "3 FileDetached", "4 FileDeleted")
                        : List.of("1 FileUploaded", "2 FileAttached");
                await().atMost(LIMIT).until(() -> one.eventsOf(file).size() >= expected.size());
                assertThat(one.eventsOf(file)).extracting(ClusterIT::text).isEqualTo(expected);
            }
        }
    }

    private void exchange(RunningFileService writer, List<RunningFileService> instances, UUID chat, UUID owner) {
        for (int i = 0; i < 10; i++) {
            FileCalls ana = instances.get(i % instances.size()).callsOf(owner);
            files.add(FileCalls.id(ana.upload(i + ".txt", ("text " + i).getBytes(StandardCharsets.US_ASCII))));
            messages.add(writer.sent(chat, ana, files.getLast()));
        }
    }

    private static String text(FileEvent event) {
        return event.version() + " " + event.getClass().getSimpleName();
    }
}
