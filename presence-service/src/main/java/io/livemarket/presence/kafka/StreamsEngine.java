package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.time.Duration;
import java.util.Collection;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs a topology; a thread that fails is replaced, and reads its records again. */
public final class StreamsEngine implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StreamsEngine.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);

    private final String name;
    private final Supplier<Topology> topology;
    private final Properties config;
    private final TopicProvisioner provisioner;
    private final Collection<Topic> topics;
    private volatile KafkaStreams streams;

    /** @param topics what it reads and writes; made where they are missing */
    StreamsEngine(String name, Supplier<Topology> topology, Properties config, TopicProvisioner provisioner,
            Collection<Topic> topics) {
        this.name = name;
        this.topology = topology;
        this.config = config;
        this.provisioner = provisioner;
        this.topics = topics;
    }

    @Override
    public void start() {
        provisioner.provision(topics);
        KafkaStreams created = new KafkaStreams(topology.get(), config);
        created.setUncaughtExceptionHandler(failure -> {
            log.error("A thread of {} failed and is replaced", name, failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        created.start();
        streams = created;
    }

    @Override
    public void stop() {
        KafkaStreams running = streams;
        streams = null;
        // Leaving lets the others, or the next start, take over at once instead of after the session's time-out.
        if (running != null && !running.close(CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP))) {
            log.warn("{} did not stop within {}", name, CLOSE_WITHIN);
        }
    }

    @Override
    public boolean isRunning() {
        return streams != null;
    }

    /** Whether it processes records right now. */
    public boolean isWorking() {
        KafkaStreams running = streams;
        return running != null && running.state() == KafkaStreams.State.RUNNING;
    }

    /** What it does. */
    public String state() {
        KafkaStreams running = streams;
        return running == null ? "stopped" : running.state().name();
    }
}
