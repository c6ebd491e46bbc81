package io.livemarket.kit.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the commands of one batch. A command whose deciding fails goes to the dead letters, and the others of its batch are
 * decided as if it had not been there.
 */
final class BatchDecision {

    private static final Logger log = LoggerFactory.getLogger(BatchDecision.class);

    private final PartitionState state;
    private final Supplier<PartitionDecider> anew;
    private final Supplier<Outputs> outputs;
    private PartitionDecider decider;

    /**
     * @param anew    makes the decider again, after its staged changes were dropped
     * @param outputs makes an empty set of outputs
     */
    BatchDecision(PartitionState state, Supplier<PartitionDecider> anew, Supplier<Outputs> outputs) {
        this.state = state;
        this.anew = anew;
        this.outputs = outputs;
    }

    /** The decider; null before the first {@link #reset}. */
    PartitionDecider decider() {
        return decider;
    }

    Outputs noOutputs() {
        return outputs.get();
    }

    /** Drops staged changes, and makes the decider. */
    void reset() {
        state.reset();
        decider = anew.get();
    }

    /** Stages the changes of the whole batch, and of what is due; returns what has to be committed. */
    Outputs decide(List<ConsumerRecord<String, byte[]>> batch, long nowMillis) {
        Map<Long, RuntimeException> faults = new HashMap<>();
        while (true) {
            Outputs decided = outputs.get();
            if (attempt(batch, nowMillis, faults, decided)) {
                if (decider.dueAt() <= nowMillis) {
                    decider.due(decided, nowMillis);
                }
                return decided;
            }
            reset();
        }
    }

    private boolean attempt(List<ConsumerRecord<String, byte[]>> batch, long nowMillis,
            Map<Long, RuntimeException> faults, Outputs decided) {
        for (ConsumerRecord<String, byte[]> command : batch) {
            RuntimeException fault = faults.get(command.offset());
            if (fault != null) {
                decided.deadLetter(command, fault.getClass().getSimpleName());
                continue;
            }
            try {
                decider.decide(command, decided, nowMillis);
            } catch (LocalStoreException | UnrecoverableException e) {
                throw e;
            } catch (RuntimeException e) {
                log.error("{}-{}@{} cannot be decided and goes to the dead letters", command.topic(), command.partition(),
                        command.offset(), e);
                faults.put(command.offset(), e);
                return false;
            }
        }
        return true;
    }
}
