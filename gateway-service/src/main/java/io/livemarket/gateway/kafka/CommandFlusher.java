package io.livemarket.gateway.kafka;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the producer send a command at once when it was given no command for the time of its linger; other commands wait
 * for that linger, so that the commands of a few milliseconds share one request. A separate thread flushes, because a
 * flush blocks until the broker has answered.
 */
final class CommandFlusher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CommandFlusher.class);

    private final Runnable flush;
    private final long apartNanos;
    private final AtomicLong sentAt;
    private final @Nullable Thread thread;
    private volatile boolean due;
    private volatile boolean closed;

    /**
     * Flushes one producer.
     *
     * @param flush sends the records that the producer has gathered
     * @param apart the linger of the producer; 0 for a producer that gathers nothing
     */
    CommandFlusher(Runnable flush, Duration apart) {
        this.flush = flush;
        this.apartNanos = apart.toNanos();
        this.sentAt = new AtomicLong(System.nanoTime() - apartNanos);
        this.thread = apart.isZero()
                ? null
                : Thread.ofPlatform().name("chat-commands-flush").start(this::run);
    }

    /**
     * To be called after the producer was given a command: flushes if the previous command was given longer ago than
     * the linger. Never blocks.
     */
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

    /** The thread that flushes; absent for a producer that gathers nothing. */
    @Nullable
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
            // The producer sends them after its linger, or each command fails separately.
            log.debug("Flush of commands failed, they are sent after the linger: {}", e.toString());
        }
    }

    /** Ends the thread, and a flush in progress. */
    @Override
    public void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
