package io.livemarket.chat.kafka;

import io.livemarket.chat.content.Screener;
import io.livemarket.chat.domain.Attachments;
import io.livemarket.chat.domain.Chat;
import io.livemarket.chat.domain.ChatDecider;
import io.livemarket.chat.domain.Decision;
import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.chat.domain.Decision.Rejected;
import io.livemarket.chat.domain.Decision.Unchanged;
import io.livemarket.chat.domain.FirstAnswers;
import io.livemarket.chat.domain.Known;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the commands of one partition, one after another. State, events, answers and the command's offset are committed in
 * one transaction, so that a command is decided once however often it is read.
 */
final class ChatCommandProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(ChatCommandProcessor.class);
    private static final EventCodec<ChatCommand> COMMANDS = EventCodec.of(ChatCommand.class);
    private static final EventCodec<EnforcementCommand> ENFORCEMENT = EventCodec.of(EnforcementCommand.class);
    private static final Duration PARKED_EVERY = Duration.ofMillis(25);

    private final PolledRecords polled;
    private final Screener screener;
    private ProcessorContext<String, byte[]> context;
    private ChatStore chats;
    private MessageIndex index;
    private BlockStore blocks;
    private ParkedCommands parked;
    private Outbox outbox;
    private Cancellable retry;

    ChatCommandProcessor(PolledRecords polled, Screener screener) {
        this.polled = polled;
        this.screener = screener;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        KeyValueStore<String, byte[]> messages = context.getStateStore(ChatTopology.MESSAGES);
        ReadOnlyKeyValueStore<String, ?> users = context.getStateStore(ChatTopology.USERS);
        chats = new ChatStore(context.getStateStore(ChatTopology.CHATS));
        ReadOnlyKeyValueStore<String, ?> files = context.getStateStore(ChatTopology.FILES);
        blocks = new BlockStore(context.getStateStore(ChatTopology.BLOCKS));
        index = new MessageIndex(messages, users, files, blocks, screener);
        parked = new ParkedCommands(context.getStateStore(ChatTopology.PARKED));
        outbox = new Outbox(context, index);
        if (!parked.isEmpty()) {
            scheduleRetry();
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        decide(record);
        if (polled.wasLast()) {
            context.commit();
        }
    }

    private void decide(Record<String, byte[]> record) {
        CommandHeaders headers;
        Optional<ChatCommand> command;
        try {
            headers = CommandHeaders.of(record.headers());
            command = COMMANDS.read(record.headers(), record.value());
            if (command.isEmpty() && enforce(headers, ENFORCEMENT.read(record.headers(), record.value()))) {
                return;
            }
        } catch (UnreadableRecordException e) {
            log.error("A command that nobody can read goes to the dead letters: {}", e.getMessage());
            context.forward(record, ChatTopology.DEAD_LETTERS);
            return;
        }
        if (command.isEmpty() || !isUnderItsKey(command.get(), record.key())) {
            log.error("A command of an unknown type, or under another chat's key, goes to the dead letters");
            context.forward(record, ChatTopology.DEAD_LETTERS);
            return;
        }
        decide(headers, command.get());
    }

    /** Takes what every partition has to know; false when it is nothing of that kind. */
    private boolean enforce(CommandHeaders headers, Optional<EnforcementCommand> command) {
        return switch (command.orElse(null)) {
            case null -> false;
            case EnforcementCommand.ApplyBlock block -> {
                if (block.userId() == null || block.otherId() == null) {
                    throw new UnreadableRecordException("a block without its two people", null);
                }
                blocks.put(block.userId(), block.otherId(), block.blocked());
                outbox.applied(headers, block.userId(), context.taskId().partition());
                yield true;
            }
        };
    }

    private static boolean isUnderItsKey(ChatCommand command, String key) {
        return command.chatId() != null && command.chatId().toString().equals(key);
    }

    private void decide(CommandHeaders headers, ChatCommand asked) {
        if (parked.waits(asked.chatId())) {
            park(headers, asked);
            return;
        }
        Chat chat = chats.get(asked.chatId());
        ChatCommand command = Attachments.described(asked, index);
        Decision decision = ChatDecider.decide(chat, command, index);
        if (!patience(decision).isZero()) {
            // The account, or the file, may be a moment old and its event still on the way.
            park(headers, asked);
            return;
        }
        conclude(headers, command, chat, decision);
    }

    /** How long what was refused may still become possible by itself. */
    private static Duration patience(Decision decision) {
        ErrorCode reason = decision instanceof Rejected rejected ? rejected.reason() : null;
        return reason == ErrorCode.USER_NOT_FOUND ? ParkedCommands.PATIENCE
                : reason == ErrorCode.FILE_NOT_FOUND ? ParkedCommands.PATIENCE_WITH_FILES
                : Duration.ZERO;
    }

    private void park(CommandHeaders headers, ChatCommand command) {
        parked.add(command.chatId(), headers, COMMANDS, command, context.currentSystemTimeMs());
        if (retry == null) {
            scheduleRetry();
        }
    }

    /** Runs only while something waits: every turn of a schedule costs a transaction. */
    private void scheduleRetry() {
        retry = context.schedule(PARKED_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> retryParked());
    }

    private void conclude(CommandHeaders headers, ChatCommand command, Chat chat, Decision decision) {
        switch (decision) {
            case Accepted accepted -> {
                Chat next = chat;
                for (ChatEvent event : accepted.events()) {
                    next = Chat.evolve(next, event);
                    remember(command, event);
                }
                chats.put(next);
                outbox.happened(headers, command, (Chat.Open) next, accepted);
            }
            case Unchanged unchanged -> outbox.unchanged(headers, command, unchanged);
            case Rejected rejected -> outbox.refused(headers, command, rejected);
        }
    }

    private void remember(ChatCommand command, ChatEvent event) {
        switch (event) {
            case ChatEvent.MessageSent e -> {
                index.put(new Known.Message(e.chatId(), e.id(), e.senderId(), e.seq(), false));
                FirstAnswers.of(command, e).ifPresent(
                        answer -> index.put(e.chatId(), e.senderId(), e.clientMessageId(), answer));
            }
            case ChatEvent.MessageDeleted e ->
                index.put(new Known.Message(e.chatId(), e.id(), e.senderId(), e.seq(), true));
            case ChatEvent.ChatOpened _, ChatEvent.MessageEdited _, ChatEvent.MessagesDelivered _,
                    ChatEvent.MessagesRead _, ChatEvent.DealConfirmed _, ChatEvent.DealWithdrawn _,
                    ChatEvent.ChatHidden _ -> { }
        }
    }

    private void retryParked() {
        long now = context.currentSystemTimeMs();
        parked.retry((waiting, asked) -> {
            Chat chat = chats.get(asked.chatId());
            ChatCommand command = Attachments.described(asked, index);
            Decision decision = ChatDecider.decide(chat, command, index);
            if (now - waiting.since() < patience(decision).toMillis()) {
                return false;
            }
            conclude(waiting.headers(), command, chat, decision);
            return true;
        }, COMMANDS);
        context.commit();
        if (parked.isEmpty()) {
            retry.cancel();
            retry = null;
        }
    }
}
