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

/** Has commands of moderation decided on behalf of REST callers. */
public final class ModerationCommands {

    /** An account may be a moment old, and its event still on the way: so long it is waited for at most. */
    private static final Duration UNKNOWN_USERS_FOR = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Producer<String, byte[]> producer;
    private final CommandSender<ModerationCommand> sender;
    private final CommandClient<ModerationResult> client;
    private final PartitionAnswers enforced;
    private final UnknownUsers unknown;
    private final Duration atMost;

    /**
     * @param producer knows how many partitions decide about chats
     * @param enforced hears from each of them
     * @param unknown finds out that waiting for a user is of no use
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
     * Has a command decided.
     *
     * @throws ApiException with the refusal's code
     * @throws CompletionException when the outcome is not known in time, or the command could not be written
     */
    public ModerationResult.Accepted decide(ModerationCommand command) {
        return untilTheUserIsKnown(command, () -> once(Ids.next(), command));
    }

    /**
     * Has a command decided that chat-service must enforce, and waits until every deciding partition does.
     *
     * @throws ApiException with the refusal's code
     * @throws CompletionException when it is not known in time whether it is in force; repeating it is safe
     */
    public ModerationResult.Accepted enforce(ModerationCommand command) {
        int partitions = producer.partitionsFor(Topics.CHAT_COMMANDS.name()).size();
        return untilTheUserIsKnown(command, () -> {
            UUID commandId = Ids.next();
            CompletableFuture<Void> everywhere = enforced.await(commandId, partitions, atMost);
            try {
                ModerationResult result = once(commandId, command);
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
        return untilTheUserIsKnown(decision, () -> unknown.contains(about(command)), UNKNOWN_USERS_FOR);
    }

    /**
     * Has it decided again while the user may exist.
     *
     * @param isUnknown whether the user is known not to exist; false where that is not known
     * @throws ApiException with {@link ErrorCode#UNAVAILABLE} when neither is known after {@code patience}
     */
    static ModerationResult.Accepted untilTheUserIsKnown(
            Supplier<ModerationResult> decision, BooleanSupplier isUnknown, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
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
                    LockSupport.parkNanos(LOOK_AGAIN.toNanos());
                }
            }
        }
    }

    /** The user that has to exist. */
    private static UUID about(ModerationCommand command) {
        return command instanceof ModerationCommand.BlockUser block ? block.otherId() : command.userId();
    }

    private ModerationResult once(UUID commandId, ModerationCommand command) {
        return client.ask(commandId, () -> sender.send(commandId, command.userId(), command, Envelope.Reply.ALWAYS));
    }
}
