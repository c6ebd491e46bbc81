package io.livemarket.moderation.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.command.CommandClient;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.web.ApiException;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationResult;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** Sends commands of moderation for REST callers, and waits for their outcome. */
public final class ModerationCommands {

    /**
     * How long a command about an unknown user is repeated: the event of a new account may not have been consumed yet.
     */
    private static final Duration UNKNOWN_USER_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);

    private final Producer<String, byte[]> producer;
    private final CommandSender<ModerationCommand> sender;
    private final CommandClient<ModerationResult> client;
    private final PartitionAnswers enforced;
    private final UnknownUsers unknown;
    private final Duration atMost;

    /**
     * @param producer reads the number of partitions that decide chats
     * @param enforced counts the answers of those partitions
     * @param unknown finds that a user does not exist, so that waiting for the user is of no use
     */
    public ModerationCommands(
            Producer<String, byte[]> producer,
            CommandSender<ModerationCommand> sender,
            CommandClient<ModerationResult> client,
            PartitionAnswers enforced,
            UnknownUsers unknown,
            Duration atMost) {
        this.producer = producer;
        this.sender = sender;
        this.client = client;
        this.enforced = enforced;
        this.unknown = unknown;
        this.atMost = atMost;
    }

    /**
     * Sends a command and waits for its outcome.
     *
     * @throws ApiException with the code of the rejection
     * @throws CompletionException when the outcome is not known in time, or the command could not be published
     */
    public ModerationResult.Accepted decide(ModerationCommand command) {
        return untilTheUserIsKnown(command, () -> ask(Ids.next(), command));
    }

    /**
     * Sends a command that chat-service must enforce, and waits until every deciding partition has applied it.
     *
     * @throws ApiException with the code of the rejection
     * @throws CompletionException when it is not known in time whether the command is in force; repeating it is safe
     */
    public ModerationResult.Accepted enforce(ModerationCommand command) {
        int partitions = producer.partitionsFor(Topics.CHAT_COMMANDS.name()).size();
        return untilTheUserIsKnown(command, () -> {
            UUID commandId = Ids.next();
            CompletableFuture<Void> everywhere = enforced.await(commandId, partitions, atMost);
            try {
                ModerationResult result = ask(commandId, command);
                if (result instanceof ModerationResult.Accepted) {
                    everywhere.join();
                }
                return result;
            } finally {
                enforced.forget(commandId);
            }
        });
    }

    private ModerationResult.Accepted untilTheUserIsKnown(
            ModerationCommand command, Supplier<ModerationResult> decision) {
        return untilTheUserIsKnown(decision, () -> unknown.contains(about(command)), UNKNOWN_USER_TIMEOUT);
    }

    /**
     * Repeats a command that was rejected for an unknown user, while the user may exist.
     *
     * @param isUnknown whether the user certainly does not exist; false where that is not known
     * @throws ApiException with {@link ErrorCode#UNAVAILABLE} when neither is known after {@code timeout}
     */
    static ModerationResult.Accepted untilTheUserIsKnown(
            Supplier<ModerationResult> decision, BooleanSupplier isUnknown, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            switch (decision.get()) {
                case ModerationResult.Accepted accepted -> {
                    return accepted;
                }
                case ModerationResult.Refused refused -> {
                    if (refused.code() != ErrorCode.USER_NOT_FOUND || isUnknown.getAsBoolean()) {
                        throw new ApiException(refused.code());
                    }
                    if (System.nanoTime() >= deadline) {
                        throw new ApiException(ErrorCode.UNAVAILABLE, "Not all users are read");
                    }
                    LockSupport.parkNanos(RETRY_INTERVAL.toNanos());
                }
            }
        }
    }

    /** The user who has to exist for a command. */
    private static UUID about(ModerationCommand command) {
        return command instanceof ModerationCommand.BlockUser block ? block.otherId() : command.userId();
    }

    private ModerationResult ask(UUID commandId, ModerationCommand command) {
        return client.ask(commandId, () -> sender.send(commandId, command.userId(), command, Envelope.Reply.ALWAYS));
    }
}
