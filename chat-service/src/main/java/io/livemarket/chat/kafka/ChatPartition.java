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
import io.livemarket.chat.domain.GroupReceipts;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.FaultyWaitingException;
import io.livemarket.kit.engine.LocalStoreException;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionDecider;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.TakeOver;
import io.livemarket.kit.engine.UnrecoverableException;
import io.livemarket.kit.engine.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the commands of one partition of {@code chat.commands}, one after another, and folds the partition's events.
 */
final class ChatPartition implements PartitionDecider {

    private static final Logger log = LoggerFactory.getLogger(ChatPartition.class);
    private static final EventCodec<ChatCommand> COMMANDS = EventCodec.of(ChatCommand.class);
    private static final EventCodec<EnforcementCommand> ENFORCEMENT = EventCodec.of(EnforcementCommand.class);
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(25);

    private final int partition;
    private final ChatState state;
    private final ParkedCommands parked;
    private final GatheredReceipts receipts;
    private final TakeOver takeOver;
    private final FormerState former;
    private long retryAt;

    /** The fields that an event of an unknown type shares with all other events. */
    private record AnyEvent(UUID chatId, long version) {}

    /**
     * The times of a partition.
     *
     * @param answersKept how long the first answer to an idempotency key is kept, in whole days
     * @param groupReceipts how long a receipt in a large group waits for further ones
     */
    record Timing(Duration answersKept, Duration groupReceipts) {}

    /**
     * @param former the state that version 0.1.0 or earlier may have left
     * @param timing the retention of answers, and the window of receipts
     */
    ChatPartition(
            int partition,
            PartitionState state,
            ReferenceData reference,
            Screener screener,
            FormerState former,
            Timing timing) {
        this.partition = partition;
        this.former = former;
        this.takeOver = new TakeOver(state);
        this.state = new ChatState(state, reference, screener, timing.answersKept());
        this.parked = new ParkedCommands(
                state.journaled("parked:", ValueCodec.json(ParkedCommands.Waiting.class), 0), reference);
        this.receipts = new GatheredReceipts(
                state.journaled("receipt:", ValueCodec.json(ParkedCommands.Waiting.class), 0), timing.groupReceipts());
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
            log.error("Unreadable chat command sent to the dead letter topic: {}", e.getMessage());
            outputs.deadLetter(record, e.getMessage());
            return;
        }
        if (command.isEmpty() || !isUnderItsKey(command.get(), record.key())) {
            log.error(
                    "Chat command of an unknown type, or under the key of another chat, sent to the dead letter topic");
            outputs.deadLetter(record, "a command of an unknown type, or under the key of another chat");
            return;
        }
        decide(headers, command.get(), outbox, nowMillis);
    }

    /**
     * Applies a command that goes to every partition.
     *
     * @return false when the record holds no such command
     */
    private boolean enforce(CommandHeaders headers, Optional<EnforcementCommand> command, Outbox outbox) {
        return switch (command.orElse(null)) {
            case null -> false;
            case EnforcementCommand.ApplyBlock block -> {
                if (block.userId() == null || block.otherId() == null) {
                    throw new UnreadableRecordException("a block without its two people", null);
                }
                state.blocks().put(block.userId(), block.otherId(), block.blocked());
                outbox.blockApplied(headers, block.userId(), partition);
                yield true;
            }
        };
    }

    private static boolean isUnderItsKey(ChatCommand command, String key) {
        return command.chatId() != null && command.chatId().toString().equals(key);
    }

    private void decide(CommandHeaders headers, ChatCommand asked, Outbox outbox, long nowMillis) {
        if (parked.waits(asked.chatId()) && !isNonParticipant(asked, state.chat(asked.chatId()))) {
            park(headers, asked, outbox, nowMillis, null);
            return;
        }
        // The user, the file or the product may be new, and its event not consumed yet.
        attempt(headers, asked, outbox, nowMillis, nowMillis, false)
                .ifPresent(missing -> park(headers, asked, outbox, nowMillis, missing));
    }

    /**
     * Decides a command and publishes the outcome, or leaves the command undecided.
     *
     * @param since when the command arrived, in epoch milliseconds
     * @param caughtUp whether every user, file and product that existed when the command arrived is known, so that an
     *     unknown one does not exist
     * @return the users, files and products for which an undecided command waits; empty for a decided command
     */
    private Optional<MissingReferences> attempt(
            CommandHeaders headers, ChatCommand asked, Outbox outbox, long nowMillis, long since, boolean caughtUp) {
        Chat chat = state.chat(asked.chatId());
        ChatCommand command = Attachments.described(asked, state);
        Decision decision = ChatDecider.decide(chat, command, state);
        Duration maxWait = caughtUp ? Duration.ZERO : maxWait(decision);
        if (maxWait.isZero()) {
            if (GroupReceipts.gathers(chat, decision)) {
                receipts.add(headers, command, nowMillis);
            } else {
                conclude(headers, command, chat, decision, outbox);
            }
            return Optional.empty();
        }
        long until = since + maxWait.toMillis();
        if (nowMillis < until) {
            return Optional.of(MissingReferences.by(asked, state, until));
        }
        // The user, the file or the product may be in a record that is not consumed yet.
        outbox.rejected(headers, command, new Rejected(ErrorCode.UNAVAILABLE));
        return Optional.empty();
    }

    /**
     * Whether the actor takes no part in the chat, whatever the outcome of the parked commands. Such a command is
     * rejected at once: a later answer would disclose that the participants are writing.
     */
    private boolean isNonParticipant(ChatCommand asked, Chat chat) {
        return asked.actorId() != null
                && ChatDecider.isNotThereFor(asked, chat)
                && !parked.waits(asked.chatId(), asked.actorId());
    }

    /**
     * The longest time for which a command waits for a user, a file or a product to become known; zero for a decision
     * that none of them can change.
     */
    private Duration maxWait(Decision decision) {
        return switch (decision) {
            case Rejected rejected -> maxWait(rejected.reason());
            case Accepted accepted -> opensUnknownListing(accepted) ? ParkedCommands.MAX_WAIT_FOR_FILE : Duration.ZERO;
            case Unchanged _ -> Duration.ZERO;
        };
    }

    /** Whether a chat is opened about a product that may be listed, so that its seller is only assumed. */
    private boolean opensUnknownListing(Accepted accepted) {
        return accepted.events().getFirst() instanceof ChatOpened opened
                && opened.subject() != null
                && opened.subject()
                        .productId()
                        .filter(product -> state.product(product).isEmpty())
                        .isPresent();
    }

    private static Duration maxWait(ErrorCode reason) {
        return reason == ErrorCode.USER_NOT_FOUND
                ? ParkedCommands.MAX_WAIT_FOR_USER
                : reason == ErrorCode.FILE_NOT_FOUND || reason == ErrorCode.PRODUCT_NOT_FOUND
                        ? ParkedCommands.MAX_WAIT_FOR_FILE
                        : Duration.ZERO;
    }

    /**
     * @param missing the users and files for which the command waits; absent for an undecided command that queues
     *     behind others
     */
    private void park(
            CommandHeaders headers,
            ChatCommand command,
            Outbox outbox,
            long nowMillis,
            @Nullable MissingReferences missing) {
        Optional<ErrorCode> refusal = parked.refusal(command.actorId());
        if (refusal.isPresent()) {
            outbox.rejected(headers, command, new Rejected(refusal.get()));
            return;
        }
        parked.add(headers, command, nowMillis, missing);
        if (retryAt == NEVER) {
            retryAt = nowMillis + RETRY_INTERVAL.toMillis();
        }
    }

    /** @param before the chat before the command */
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
                outbox.accepted(headers, command, before, (Chat.Open) next, accepted);
            }
            case Unchanged unchanged -> outbox.unchanged(headers, command, unchanged);
            case Rejected rejected -> outbox.rejected(headers, command, rejected);
        }
    }

    /**
     * Publishes receipts that waited for each other. They are decided again, because another receipt of the participant
     * or the end of the participation may have come between. In a group that is small by now each is an event of its
     * own.
     */
    private void publish(UUID chatId, List<GatheredReceipts.Due> due, Outbox outbox) {
        List<ParkedCommands.Waiting> accepted = new ArrayList<>();
        List<ChatEvent> events = new ArrayList<>();
        for (GatheredReceipts.Due each : due) {
            if (each.fault() != null) {
                outbox.deadLetter(chatId.toString(), each.waiting(), each.fault());
            } else {
                decideAgain(chatId, each, outbox).ifPresent(event -> {
                    events.add(event);
                    accepted.add(each.waiting());
                });
            }
        }
        if (!events.isEmpty() && state.chat(chatId) instanceof Chat.Open open) {
            for (ReceiptsAdvanced event : GroupReceipts.of(open, events, state)) {
                state.apply(event);
                outbox.receipts(accepted.getFirst().headers().commandId(), open, event);
            }
            accepted.forEach(each -> outbox.receiptAccepted(each.headers(), each.command(), open.version()));
        }
    }

    /** The event of a receipt that is still gathered; the outcome of any other one is published and answered. */
    private Optional<ChatEvent> decideAgain(UUID chatId, GatheredReceipts.Due due, Outbox outbox) {
        try {
            Chat chat = state.chat(chatId);
            ChatCommand command = due.waiting().command();
            Decision decision = ChatDecider.decide(chat, command, state);
            if (decision instanceof Accepted receipt && GroupReceipts.gathers(chat, decision)) {
                return Optional.of(receipt.events().getFirst());
            }
            conclude(due.waiting().headers(), command, chat, decision, outbox);
            return Optional.empty();
        } catch (LocalStoreException | UnrecoverableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new FaultyWaitingException(due.key(), e);
        }
    }

    @Override
    public long dueAt() {
        return Math.min(Math.min(retryAt, receipts.dueAt()), state.offers().nextDue());
    }

    @Override
    public void putAside(String key, RuntimeException fault) {
        if (receipts.has(key)) {
            receipts.putAside(key, fault);
        } else {
            parked.putAside(key, fault);
        }
    }

    @Override
    public void due(Outputs outputs, long nowMillis) {
        Outbox outbox = new Outbox(outputs, state, nowMillis);
        ExpiringOffers.expire(state, outbox, nowMillis);
        if (retryAt <= nowMillis) {
            retry(outbox, nowMillis);
        }
        receipts.removeDue(nowMillis, (chatId, waiting) -> publish(chatId, waiting, outbox));
    }

    private void retry(Outbox outbox, long nowMillis) {
        parked.retry(nowMillis, new ParkedCommands.Retry() {
            @Override
            public Optional<MissingReferences> decide(
                    ParkedCommands.Waiting waiting, ChatCommand asked, boolean caughtUp) {
                return attempt(waiting.headers(), asked, outbox, nowMillis, waiting.since(), caughtUp);
            }

            @Override
            public void fails(String chatId, ParkedCommands.Waiting waiting, RuntimeException failure) {
                outbox.deadLetter(chatId, waiting, failure);
            }
        });
        retryAt = parked.isEmpty() ? NEVER : nowMillis + RETRY_INTERVAL.toMillis();
    }
}
