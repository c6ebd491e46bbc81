package io.livemarket.kit.engine;

import io.livemarket.kit.engine.FeedPositions.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The commands of one partition, and its part of the feed, in order, between the threads that poll and the thread that
 * decides.
 */
final class CommandQueue {

    private final ArrayDeque<ConsumerRecord<String, byte[]>> waiting = new ArrayDeque<>();
    private final Map<TopicPartition, Place> upTo = new HashMap<>();
    private List<Fed> fed = new ArrayList<>();
    private boolean closed;
    private boolean woken;

    /** A batch that is decided together: the records of the feed first, then the commands. */
    record Batch(List<ConsumerRecord<String, byte[]>> commands, Fed.Part fed) {}

    synchronized void add(List<ConsumerRecord<String, byte[]>> commands) {
        if (!closed) {
            waiting.addAll(commands);
            notifyAll();
        }
    }

    /** Adds a part of the feed. A part without records does not wake the deciding thread. */
    synchronized void feed(Fed.Part part) {
        if (!closed) {
            fed.addAll(part.records());
            upTo.putAll(part.upTo());
            if (!part.records().isEmpty()) {
                notifyAll();
            }
        }
    }

    /** Makes the next {@link #take} return at once. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** The number of waiting records of the feed. */
    synchronized int fed() {
        return fed.size();
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized void clear() {
        waiting.clear();
        fed = new ArrayList<>();
        upTo.clear();
    }

    /** Ends all waits; no record is returned any more. */
    synchronized void close() {
        closed = true;
        clear();
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Takes all waiting records of the feed, and waiting commands; waits until there is one of either.
     *
     * @param most the most commands
     * @param untilMillis the end of the wait in epoch milliseconds, or {@link PartitionDecider#NEVER}
     */
    synchronized Batch take(int most, long untilMillis) throws InterruptedException {
        while (waiting.isEmpty() && fed.isEmpty() && !closed && !woken) {
            long left = untilMillis == PartitionDecider.NEVER ? 0 : untilMillis - System.currentTimeMillis();
            if (untilMillis != PartitionDecider.NEVER && left <= 0) {
                break;
            }
            wait(left);
        }
        woken = false;
        List<ConsumerRecord<String, byte[]>> taken = new ArrayList<>(Math.min(most, waiting.size()));
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.poll());
        }
        Fed.Part part = upTo.isEmpty() ? Fed.Part.NONE : new Fed.Part(fed, Map.copyOf(upTo));
        fed = fed.isEmpty() ? fed : new ArrayList<>();
        upTo.clear();
        return new Batch(taken, part);
    }
}
