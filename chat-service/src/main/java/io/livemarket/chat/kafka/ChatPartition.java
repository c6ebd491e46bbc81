package io.livemarket.chat.kafka;

import io.livemarket.chat.content.Screener;
import io.livemarket.chat.domain.Attachments;
import io.livemarket.chat.domain.Chat;
import io.livemarket.chat.domain.ChatDecider;
import io.livemarket.chat.domain.ContentDigest;
import io.livemarket.chat.domain.Decision;
import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.chat.domain.Decision.Rejected;
import io.livemarket.chat.domain.Decision.Unchanged;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionDecider;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.TakeOver;
import io.livemarket.kit.engine.ValueCodec;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides the commands of one partition of {@code chat.commands}, one after another, and folds its events. */
final class ChatPartition implements PartitionDecider {

    private static final Logger log = LoggerFactory.getLogger(ChatPartition.class);
    private static final EventCodec<ChatCommand> COMMANDS = EventCodec.of(ChatCommand.class);
    private static final EventCodec<EnforcementCommand> ENFORCEMENT = EventCodec.of(EnforcementCommand.class);
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final Duration PARKED_EVERY = Duration.ofMillis(25);

    private final int partition;
    private final ChatState state;
    private final ParkedCommands parked;
    private final TakeOver takeOver;
    private final FormerState former;
    private long retryAt;

    /** What an event of an unknown type must have in common with all others. */
    private record AnyEvent(UUID chatId, long version) {}

    /**
     * @param former what an earlier version may have left
     * @param answersKept how long the answer to an idempotency key is kept
     */
    ChatPartition(
            int partition,
            PartitionState state,
            ReferenceData reference,
            Screener screener,
            FormerState former,
            Duration answersKept) {
        this.partition = partition;
        this.former = former;
        this.takeOver = new TakeOver(state);
        this.state = new ChatState(state, reference, screener, answersKept);
        this.parked = new ParkedCommands(
                state.journaled("parked:", ValueCodec.json(ParkedCommands.Waiting.class), 0), reference);
        retryAt = parked.isEmpty() ? NEVER : 0;
    }

    @Override
    public void prepare(BooleanSupplier goOn) {
        takeOver.once(() -> {
            former.into(partition, state, parked, goOn);
            retryAt = parked.isEmpty() ? NEVER : 0;
        });
    }

    @Override
    public void fold(ConsumerRecord<String, byte[]> record) {
        Optional<ChatEvent> event = EVENTS.read(record.headers(), record.value());
        if (event.isPresent()) {
            state.apply(event.get());
        } else {
            AnyEvent unknown = Json.read(record.value(), AnyEvent.class);
            state.applyUnknown(unknown.chatId(), unknown.version());
        }
    }

    @Override
    public void decide(ConsumerRecord<String, byte[]> record, Outputs outputs, long nowMillis) {
        Outbox outbox = new Outbox(outputs, state, nowMillis);
        CommandHeaders headers;
        Optional<ChatCommand> command;
        try {
            headers = CommandHeaders.of(record.headers());
            command = COMMANDS.read(record.headers(), record.value());
            if (command.isEmpty() && enforce(headers, ENFORCEMENT.read(record.headers(), record.value()), outbox)) {
                return;
            }
        } catch (UnreadableRecordException e) {
            log.error("An unreadable chat command goes to the dead letters: {}", e.getMessage());
            outputs.deadLetter(record, e.getMessage());
            return;
        }
        if (command.isEmpty() || !isUnderItsKey(command.get(), record.key())) {
            log.error("A chat command of an unknown type, or under the key of another chat, goes to the dead letters");
            outputs.deadLetter(record, "a command of an unknown type, or under the key of another chat");
            return;
        }
        decide(headers, command.get(), outbox, nowMillis);
    }

    /** Notes what each partition has to know; false when the record is nothing of that kind. */
    private boolean enforce(CommandHeaders headers, Optional<EnforcementCommand> command, Outbox outbox) {
        return switch (command.orElse(null)) {
            case null -> false;
            case EnforcementCommand.ApplyBlock block -> {
                if (block.userId() == null || block.otherId() == null) {
                    throw new UnreadableRecordException("a block without its two people", null);
                }
                state.blockList().put(block.userId(), block.otherId(), block.blocked());
                outbox.applied(headers, block.userId(), partition);
                yield true;
            }
        };
    }

    private static boolean isUnderItsKey(ChatCommand command, String key) {
        return command.chatId() != null && command.chatId().toString().equals(key);
    }

    private void decide(CommandHeaders headers, ChatCommand asked, Outbox outbox, long nowMillis) {
        if (parked.waits(asked.chatId()) && !isStrange(asked, state.chat(asked.chatId()))) {
            park(headers, asked, outbox, nowMillis, null);
            return;
        }
        // The account, or the file, may be a moment old and its event still on the way.
        attempt(headers, asked, outbox, nowMillis, nowMillis, false)
                .ifPresent(awaited -> park(headers, asked, outbox, nowMillis, awaited));
    }

    /**
     * Decides a command and writes the outcome, or leaves the command undecided.
     *
     * @param since when the command arrived, in epoch milliseconds
     * @param allKnown whether every user and file that existed when the command arrived is known: one that is not known
     *     does not exist then
     * @return the users and files that an undecided command lacks; empty for a decided one
     */
    private Optional<Awaited> attempt(
            CommandHeaders headers, ChatCommand asked, Outbox outbox, long nowMillis, long since, boolean allKnown) {
        Chat chat = state.chat(asked.chatId());
        ChatCommand command = Attachments.described(asked, state);
        Decision decision = ChatDecider.decide(chat, command, state);
        Duration patience = allKnown ? Duration.ZERO : patience(decision);
        if (patience.isZero()) {
            conclude(headers, command, chat, decision, outbox);
            return Optional.empty();
        }
        long until = since + patience.toMillis();
        if (nowMillis < until) {
            return Optional.of(Awaited.by(asked, state, until));
        }
        // The user or the file may be in a record that is not read yet.
        outbox.refused(headers, command, new Rejected(ErrorCode.UNAVAILABLE));
        return Optional.empty();
    }

    /**
     * Whether a command is refused whatever those become that wait. At once: else the time of the answer would show
     * that others write.
     */
    private boolean isStrange(ChatCommand asked, Chat chat) {
        return asked.actorId() != null
                && ChatDecider.isNotThereFor(asked, chat)
                && !parked.waits(asked.chatId(), asked.actorId());
    }

    /** How long what was refused may still become possible by itself. */
    private static Duration patience(Decision decision) {
        ErrorCode reason = decision instanceof Rejected rejected ? rejected.reason() : null;
        return reason == ErrorCode.USER_NOT_FOUND
                ? ParkedCommands.PATIENCE
                : reason == ErrorCode.FILE_NOT_FOUND ? ParkedCommands.PATIENCE_WITH_FILES : Duration.ZERO;
    }

    /** @param awaited what it lacks; null for a command that queues behind others, undecided */
    private void park(CommandHeaders headers, ChatCommand command, Outbox outbox, long nowMillis, Awaited awaited) {
        Optional<ErrorCode> refusal = parked.refusal(command.actorId());
        if (refusal.isPresent()) {
            outbox.refused(headers, command, new Rejected(refusal.get()));
            return;
        }
        parked.add(headers, command, nowMillis, awaited);
        if (retryAt == NEVER) {
            retryAt = nowMillis + PARKED_EVERY.toMillis();
        }
    }

    /** @param before the chat that the command was decided with */
    private void conclude(CommandHeaders headers, ChatCommand command, Chat before, Decision decision, Outbox outbox) {
        switch (decision) {
            case Accepted accepted -> {
                Chat next = Chat.NONE;
                for (ChatEvent event : accepted.events()) {
                    next = state.apply(event);
                    if (event instanceof MessageSent sent
                            && Boolean.TRUE.equals(sent.masked())
                            && sent.clientMessageId() != null
                            && command instanceof SendMessage send) {
                        state.keepDigest(sent.id(), ContentDigest.of(send));
                    }
                }
                outbox.happened(headers, command, before, (Chat.Open) next, accepted);
            }
            case Unchanged unchanged -> outbox.unchanged(headers, command, unchanged);
            case Rejected rejected -> outbox.refused(headers, command, rejected);
        }
    }

    @Override
    public long dueAt() {
        return retryAt;
    }

    @Override
    public void putAside(String key, RuntimeException fault) {
        parked.putAside(key, fault);
    }

    @Override
    public void due(Outputs outputs, long nowMillis) {
        Outbox outbox = new Outbox(outputs, state, nowMillis);
        parked.retry(nowMillis, new ParkedCommands.Retry() {
            @Override
            public Optional<Awaited> decide(ParkedCommands.Waiting waiting, ChatCommand asked, boolean allKnown) {
                return attempt(waiting.headers(), asked, outbox, nowMillis, waiting.since(), allKnown);
            }

            @Override
            public void fails(String chatId, ParkedCommands.Waiting waiting, RuntimeException failure) {
                outbox.deadLetter(chatId, waiting, failure);
            }
        });
        retryAt = parked.isEmpty() ? NEVER : nowMillis + PARKED_EVERY.toMillis();
    }
}
