package io.livemarket.gateway.kafka;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the producer send a command at once when none was given for a while; other commands are left to the producer's
 * linger, so that those of a few milliseconds share one request. A thread of its own flushes, because a flush blocks
 * until the broker has answered.
 */
final class CommandFlusher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CommandFlusher.class);

    private final Runnable flush;
    private final long apartNanos;
    private final AtomicLong sentAt;
    private final Thread thread;
    private volatile boolean due;
    private volatile boolean closed;

    /**
     * CommandFlusher of one producer.
     *
     * @param flush sends what the producer has gathered
     * @param apart the producer's linger, 0 for a producer that gathers nothing
     */
    CommandFlusher(Runnable flush, Duration apart) {
        this.flush = flush;
        this.apartNanos = apart.toNanos();
        this.sentAt = new AtomicLong(System.nanoTime() - apartNanos);
        this.thread = apart.isZero()
                ? null
                : Thread.ofPlatform().name("chat-commands-flush").start(this::run);
    }

    /** The producer was given a command: sends it now if the one before was given long enough ago. Never blocks. */
    void sent() {
        if (thread == null) {
            return;
        }
        long now = System.nanoTime();
        if (now - sentAt.getAndSet(now) >= apartNanos) {
            due = true;
            LockSupport.unpark(thread);
        }
    }

    /** The thread that flushes, or null for a producer that gathers nothing. */
    Thread thread() {
        return thread;
    }

    private void run() {
        while (!closed) {
            if (due) {
                due = false;
                flush();
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void flush() {
        try {
            flush.run();
        } catch (KafkaException e) {
            // The producer's linger sends them a little later, or each command fails by itself.
            log.debug("Commands were not flushed: {}", e.toString());
        }
    }

    /** Ends the thread, and a flush under way. */
    @Override
    public void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
