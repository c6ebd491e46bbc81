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
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands commands to the producer, those of each thread in the order in which it gives them: on the calling thread while
 * the producer cannot block, which is while it writes the topic and little is under way. Otherwise a thread of the
 * writer's own hands them over: the producer blocks while it knows no broker or its buffer is full, and event loops
 * must not.
 */
final class CommandWriter implements AutoCloseable, LifeSigns.Source {

    private static final Logger log = LoggerFactory.getLogger(CommandWriter.class);
    /**
     * Far less than the five minutes for which a producer knows a topic that it does not write
     * ({@code metadata.max.idle.ms}).
     */
    private static final long KNOWN_FOR_NANOS = Duration.ofMinutes(1).toNanos();
    /** While commands are under way; a broker that answers none for so long may be away. */
    private static final long ANSWERED_WITHIN_NANOS = Duration.ofSeconds(1).toNanos();
    /**
     * Commands under way; with 64 KB each, the longest that a client may send, they take less than half of the
     * producer's buffer.
     */
    static final int MOST_UNDER_WAY = 200;

    private static final Command STOP = new Command(null, null, null, null, null, null);

    /**
     * One command on its way.
     *
     * @param abandoned whether nobody waits for it any more; such a command is not written
     * @param cause the span that the command's record names
     * @param written told when it is in the log (null), or with the reason why it may not be
     */
    record Command(
            UUID id,
            ChatCommand content,
            Envelope.Reply reply,
            BooleanSupplier abandoned,
            Span cause,
            Consumer<Throwable> written) {}

    private final CommandSender<ChatCommand> sender;
    private final BlockingQueue<Command> queue;
    /** Commands that were queued and not handed over yet. */
    private final AtomicInteger queued = new AtomicInteger();

    private final AtomicInteger underWay = new AtomicInteger();
    /**
     * {@link System#nanoTime} of the last command that reached the log; 0 when the last one that was answered did not.
     */
    private volatile long writtenAt;

    private final Thread thread;
    private final CommandFlusher flusher;
    private volatile boolean closed;

    /** @param flusher of the producer that the sender sends with */
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
        // One that was queued goes before what its thread gives next.
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

    /** Whether the producer knows the topic and has room, so that it takes a command without waiting. */
    private boolean isUnhindered() {
        long written = writtenAt;
        int sent = underWay.get();
        return written != 0
                && sent < MOST_UNDER_WAY
                && System.nanoTime() - written < (sent == 0 ? KNOWN_FOR_NANOS : ANSWERED_WITHIN_NANOS);
    }

    int waiting() {
        return queue.size();
    }

    @Override
    public List<LifeSign> signs() {
        return closed
                ? List.of()
                : Stream.of(thread, flusher.thread())
                        .filter(Objects::nonNull)
                        .map(each -> LifeSign.of(each, "writes no more commands"))
                        .toList();
    }

    private void run() {
        try {
            for (Command next = queue.take(); next != STOP; next = queue.take()) {
                if (!next.abandoned().getAsBoolean()) {
                    send(next);
                }
                queued.decrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Command command) {
        ChatCommand content = command.content();
        underWay.incrementAndGet();
        try (Scope _ = Tracing.enter(command.cause())) {
            sender.send(command.id(), content.chatId(), content, command.reply())
                    .whenComplete((_, failure) -> answered(command, failure));
            if (command.reply() != Envelope.Reply.NONE) {
                flusher.sent();
            }
        } catch (RuntimeException e) {
            underWay.decrementAndGet();
            // One command that can't be written must not stop those behind it.
            log.error(
                    "A {} could not be handed to the producer: {}",
                    content.getClass().getSimpleName(),
                    e.toString());
            command.written().accept(e);
        }
    }

    private void answered(Command command, Throwable failure) {
        underWay.decrementAndGet();
        writtenAt = failure == null ? System.nanoTime() : 0;
        command.written().accept(failure);
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
        flusher.close();
    }
}
