package io.livemarket.kit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.files.FileResult;
import io.livemarket.events.files.FileResult.CommandAccepted;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real broker; the decider is the test. */
class CommandClientIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final AnsweredTopics topics = new AnsweredTopics();
    private CommandClient<FileResult> client;

    @BeforeEach
    void start() {
        client = client(LIMIT);
    }

    private CommandClient<FileResult> client(Duration timeout) {
        CommandClient<FileResult> started = new CommandClient<>(
                new CommandClient.Answers<>(topics.results(), EventCodec.of(FileResult.class), FileResult::commandId),
                topics.clients(),
                new TopicProvisioner(topics.clients(), topics.settings()),
                topics.all(),
                "me",
                timeout);
        started.start();
        await().atMost(LIMIT).until(() -> started.status().isWorking());
        return started;
    }

    @AfterEach
    void stop() {
        client.stop();
        topics.close();
    }

    @Test
    void anAnswerReachesTheCallerWhoseCommandItNames() throws Exception {
        UUID first = Ids.next();
        UUID second = Ids.next();
        CompletableFuture<FileResult> one = asked(first);
        CompletableFuture<FileResult> other = asked(second);
        assertThat(topics.awaited()).isEqualTo(2);

        topics.answer("me", new CommandAccepted(second, second, 2));
        assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(new CommandAccepted(second, second, 2));
        assertThat(one).isNotDone();
        topics.answer("me", new CommandAccepted(first, first, 1));

        assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(new CommandAccepted(first, first, 1));
        assertThat(topics.awaited()).isZero();
    }

    @Test
    void anAnswerForAnotherInstanceIsPassedOver() throws Exception {
        UUID command = Ids.next();
        CompletableFuture<FileResult> asked = asked(command);

        topics.answer("another", new CommandAccepted(command, command, 1));
        topics.answer("me", new CommandAccepted(command, command, 2));

        assertThat(asked.get(60, TimeUnit.SECONDS)).isEqualTo(new CommandAccepted(command, command, 2));
    }

    @Test
    void withoutAnAnswerTheCallFailsInTime() {
        CommandClient<FileResult> hurried = client(Duration.ofMillis(50));
        try {
            assertThatThrownBy(() -> hurried.ask(Ids.next(), () -> CompletableFuture.completedFuture(null)))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        } finally {
            hurried.stop();
        }
    }

    @Test
    void aCommandThatCanNotBeSentFailsAtOnce() {
        assertThatThrownBy(
                        () -> client.ask(Ids.next(), () -> CompletableFuture.failedFuture(new KafkaException("away"))))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(KafkaException.class);
        assertThatThrownBy(() -> client.ask(Ids.next(), () -> {
                    throw new IllegalStateException("closed");
                }))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    private CompletableFuture<FileResult> asked(UUID commandId) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        CompletableFuture<FileResult> answer = CompletableFuture.supplyAsync(
                () -> client.ask(commandId, () -> {
                    sent.complete(null);
                    return CompletableFuture.completedFuture(null);
                }),
                task -> Thread.ofVirtual().start(task));
        sent.join();
        return answer;
    }
}
