package io.livemarket.gateway.kafka;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands commands to the producer in the order they were given, on a thread of its own: the producer blocks while it knows no
 * broker or its buffer is full, and event loops must not.
 */
final class CommandWriter implements AutoCloseable, LifeSigns.Source {

    private static final Logger log = LoggerFactory.getLogger(CommandWriter.class);
    private static final Command STOP = new Command(null, null, null, null, null, null);

    /**
     * One command on its way.
     *
     * @param abandoned whether nobody waits for it any more; such a command is not written
     * @param cause     the span that the command's record names
     * @param written   told when it is in the log (null), or with the reason why it may not be
     */
    record Command(UUID id, ChatCommand content, Envelope.Reply reply, BooleanSupplier abandoned, Span cause,
            Consumer<Throwable> written) {}

    private final CommandSender<ChatCommand> sender;
    private final BlockingQueue<Command> queue;
    private final Thread thread;
    private volatile boolean closed;

    CommandWriter(CommandSender<ChatCommand> sender, int capacity) {
        this.sender = sender;
        this.queue = new LinkedBlockingQueue<>(capacity);
        this.thread = Thread.ofPlatform().name("chat-commands").start(this::run);
    }

    /** Queues a command without waiting; false when there is no room. */
    boolean write(Command command) {
        return !closed && queue.offer(command);
    }

    int waiting() {
        return queue.size();
    }

    @Override
    public List<LifeSign> signs() {
        return closed ? List.of() : List.of(LifeSign.of(thread, "writes no more commands"));
    }

    private void run() {
        try {
            for (Command next = queue.take(); next != STOP; next = queue.take()) {
                if (!next.abandoned().getAsBoolean()) {
                    send(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Command command) {
        ChatCommand content = command.content();
        try (Scope _ = Tracing.enter(command.cause())) {
            sender.send(command.id(), content.chatId(), content, command.reply())
                    .whenComplete((_, failure) -> command.written().accept(failure));
        } catch (RuntimeException e) {
            // One command that can't be written must not stop those behind it.
            log.error("A {} could not be handed to the producer: {}", content.getClass().getSimpleName(), e.toString());
            command.written().accept(e);
        }
    }

    /** Takes no more, and waits a moment for what is queued. */
    @Override
    public void close() {
        closed = true;
        if (!queue.offer(STOP)) {
            thread.interrupt();
        }
        try {
            if (!thread.join(Duration.ofSeconds(3))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
