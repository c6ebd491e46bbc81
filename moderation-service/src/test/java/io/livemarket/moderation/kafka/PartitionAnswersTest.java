package io.livemarket.moderation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PartitionAnswersTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final UUID COMMAND = new UUID(1, 1);

    private final PartitionAnswers answers = new PartitionAnswers();

    @Test
    void aBlockIsInForceAfterTheLastPartitionsAnswer() {
        CompletableFuture<Void> all = answers.await(COMMAND, 3, LONG);
        answers.answered(COMMAND, 0);
        answers.answered(COMMAND, 2);
        answers.answered(COMMAND, 2);
        answers.answered(new UUID(2, 2), 1);
        assertThat(all).isNotDone();
        answers.answered(COMMAND, 1);
        assertThat(all).isCompleted();
        assertThat(answers.size()).isZero();
    }

    @Test
    void forgottenCommandsAreNotKept() {
        CompletableFuture<Void> all = answers.await(COMMAND, 3, LONG);
        answers.forget(COMMAND);
        assertThat(all).isCancelled();
        assertThat(answers.size()).isZero();
    }
}
