package io.livemarket.kit.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Commands of one partition between the thread that polls and the thread that decides, in order. */
final class CommandQueue {

    private final ArrayDeque<ConsumerRecord<String, byte[]>> waiting = new ArrayDeque<>();
    private boolean closed;

    synchronized void add(List<ConsumerRecord<String, byte[]>> commands) {
        if (!closed) {
            waiting.addAll(commands);
            notifyAll();
        }
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized void clear() {
        waiting.clear();
    }

    /** Ends waiting; nothing is handed out any more. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** All that waits, up to a number, in a list of the caller's; waits for the first until the time given, in epoch milliseconds. */
    synchronized List<ConsumerRecord<String, byte[]>> take(int most, long untilMillis) throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            long left = untilMillis == PartitionDecider.NEVER ? 0 : untilMillis - System.currentTimeMillis();
            if (untilMillis != PartitionDecider.NEVER && left <= 0) {
                return new ArrayList<>();
            }
            wait(left);
        }
        List<ConsumerRecord<String, byte[]>> taken = new ArrayList<>(Math.min(most, waiting.size()));
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.poll());
        }
        return taken;
    }
}
