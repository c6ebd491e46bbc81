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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands commands to the producer, those of each thread in their order: on the calling thread while the producer cannot
 * block, which is while it writes the topic and few commands are in flight. Otherwise a thread of the writer hands them
 * over: the producer blocks while it knows no broker or its buffer is full, and event loops must not block.
 */
final class CommandWriter implements AutoCloseable, LifeSigns.Source {

    private static final Logger log = LoggerFactory.getLogger(CommandWriter.class);
    /**
     * Far less than the five minutes for which a producer knows a topic that it does not write
     * ({@code metadata.max.idle.ms}).
     */
    private static final long KNOWN_FOR_NANOS = Duration.ofMinutes(1).toNanos();
    /** While commands are in flight; a broker that answers none for so long may be unavailable. */
    private static final long ANSWERED_WITHIN_NANOS = Duration.ofSeconds(1).toNanos();
    /**
     * Commands in flight; with 64 KB each, the longest that a client may send, they take less than half of the buffer
     * of the producer.
     */
    static final int MAX_IN_FLIGHT = 200;

    private sealed interface Queued {}

    /** Ends the thread of the writer. */
    private enum Stop implements Queued {
        STOP
    }

    /**
     * One command.
     *
     * @param abandoned whether the outcome is not awaited any more; such a command is not written
     * @param cause the span that the record of the command names
     * @param written called with null once the command is in the log, or with the reason why it may not be
     */
    record Command(
            UUID id,
            ChatCommand content,
            Envelope.Reply reply,
            BooleanSupplier abandoned,
            Span cause,
            Consumer<@Nullable Throwable> written)
            implements Queued {}

    private final CommandSender<ChatCommand> sender;
    private final BlockingQueue<Queued> queue;
    /** Queued commands that were not handed over yet. */
    private final AtomicInteger queued = new AtomicInteger();

    private final AtomicInteger inFlight = new AtomicInteger();
    /** {@link System#nanoTime} of the last command that reached the log; 0 after a command that did not. */
    private volatile long writtenAt;

    private final Thread thread;
    private final CommandFlusher flusher;
    private volatile boolean closed;

    /** @param flusher flushes the producer of the sender */
    CommandWriter(CommandSender<ChatCommand> sender, int capacity, CommandFlusher flusher) {
        this.sender = sender;
        this.flusher = flusher;
        this.queue = new LinkedBlockingQueue<>(capacity);
        this.thread = Thread.ofPlatform().name("chat-commands").start(this::run);
    }

    /** Takes a command without waiting; false when there is no room. */
    boolean write(Command command) {
        if (closed) {
            return false;
        }
        // A queued command precedes the next command of its thread.
        if (queued.get() == 0 && isUnhindered()) {
            send(command);
            return true;
        }
        queued.incrementAndGet();
        boolean taken = queue.offer(command);
        if (!taken) {
            queued.decrementAndGet();
        }
        return taken;
    }

    /** Whether the producer knows the topic and has room, so that it takes a command without blocking. */
    private boolean isUnhindered() {
        long written = writtenAt;
        int sent = inFlight.get();
        return written != 0
                && sent < MAX_IN_FLIGHT
                && System.nanoTime() - written < (sent == 0 ? KNOWN_FOR_NANOS : ANSWERED_WITHIN_NANOS);
    }

    int waiting() {
        return queue.size();
    }

    @Override
    public List<LifeSign> signs() {
        if (closed) {
            return List.of();
        }
        LifeSign writing = LifeSign.of(thread, "writes no more commands");
        Thread flushing = flusher.thread();
        return flushing == null ? List.of(writing) : List.of(writing, LifeSign.of(flushing, "writes no more commands"));
    }

    private void run() {
        try {
            for (Queued next = queue.take(); next instanceof Command command; next = queue.take()) {
                if (!command.abandoned().getAsBoolean()) {
                    send(command);
                }
                queued.decrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Command command) {
        ChatCommand content = command.content();
        inFlight.incrementAndGet();
        try (Scope _ = Tracing.enter(command.cause())) {
            sender.send(command.id(), content.chatId(), content, command.reply())
                    .whenComplete((_, failure) -> answered(command, failure));
            if (command.reply() != Envelope.Reply.NONE) {
                flusher.sent();
            }
        } catch (RuntimeException e) {
            inFlight.decrementAndGet();
            // One command that cannot be written must not stop the commands behind it.
            log.error(
                    "Command not handed to the producer, its client is answered unavailable: type={}, failure={}",
                    content.getClass().getSimpleName(),
                    e.toString());
            command.written().accept(e);
        }
    }

    private void answered(Command command, @Nullable Throwable failure) {
        inFlight.decrementAndGet();
        writtenAt = failure == null ? System.nanoTime() : 0;
        command.written().accept(failure);
    }

    /** Takes no more commands, and waits up to 3 s for the queued ones. */
    @Override
    public void close() {
        closed = true;
        if (!queue.offer(Stop.STOP)) {
            thread.interrupt();
        }
        try {
            if (!thread.join(Duration.ofSeconds(3))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flusher.close();
    }
}
