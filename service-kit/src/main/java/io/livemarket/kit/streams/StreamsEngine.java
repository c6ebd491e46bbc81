package io.livemarket.kit.streams;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.time.Duration;
import java.util.Collection;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs a topology. A thread that fails is replaced and reads its records again, unless the failure is one that repeating
 * cannot mend. Global stores are restored on a thread of their own, so that the service answers health checks meanwhile.
 */
public final class StreamsEngine implements SmartLifecycle, Part {

    private static final Logger log = LoggerFactory.getLogger(StreamsEngine.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);

    private final String name;
    private final Supplier<Topology> topology;
    private final Properties config;
    private final TopicProvisioner provisioner;
    private final Collection<Topic> topics;
    private final RestoreProgress restoring = new RestoreProgress();
    private Predicate<Throwable> fatal = _ -> false;
    private volatile KafkaStreams streams;
    private volatile String failure;

    /**
     * @param name   of the engine in log lines
     * @param topics what it reads and writes; made where they are missing
     */
    public StreamsEngine(String name, Supplier<Topology> topology, Properties config, TopicProvisioner provisioner,
            Collection<Topic> topics) {
        this.name = name;
        this.topology = topology;
        this.config = config;
        this.provisioner = provisioner;
        this.topics = topics;
    }

    /** Has the engine stop for good on a failure of this kind, its causes included. Call it before the start. */
    public StreamsEngine stoppingOn(Predicate<Throwable> kind) {
        fatal = kind;
        return this;
    }

    @Override
    public void start() {
        provisioner.provision(topics);
        KafkaStreams created = new KafkaStreams(topology.get(), config);
        created.setUncaughtExceptionHandler(this::afterFailure);
        created.setGlobalStateRestoreListener(restoring);
        failure = null;
        streams = created;
        Thread.ofPlatform().daemon().name(name + " start").start(() -> start(created));
    }

    private void start(KafkaStreams created) {
        try {
            created.start();
        } catch (RuntimeException e) {
            if (streams == created) {
                failure = "its start failed: " + e.getClass().getSimpleName();
                log.error("{} did not start; it handles nothing until the service starts again", name, e);
            }
        }
    }

    private StreamThreadExceptionResponse afterFailure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (fatal.test(cause)) {
                failure = cause.getMessage();
                log.error("{} stops and handles nothing more: {}", name, cause.getMessage());
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        log.error("A thread of {} failed and is replaced; what it had not committed is handled again", name, thrown);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    @Override
    public void stop() {
        KafkaStreams running = streams;
        streams = null;
        // Leaving lets the others, or the next start, take over at once instead of after the session's time-out.
        if (running != null && !running.close(CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP))) {
            log.warn("{} did not stop within {}; what it had not committed is handled again elsewhere", name, CLOSE_WITHIN);
        }
    }

    @Override
    public boolean isRunning() {
        return streams != null;
    }

    @Override
    public int getPhase() {
        return Phases.ENGINES;
    }

    @Override
    public PartStatus status() {
        KafkaStreams running = streams;
        if (failure != null) {
            return PartStatus.broken(failure);
        }
        return running == null ? PartStatus.broken("not running") : status(running.state(), restoring.remaining());
    }

    /**
     * The status of an application in that state.
     *
     * @param restoring records that its stores have still to read
     */
    public static PartStatus status(KafkaStreams.State state, long restoring) {
        return switch (state) {
            case RUNNING -> PartStatus.working();
            case CREATED, REBALANCING -> PartStatus.catchingUp().with("state", state.name()).with("restoring", restoring);
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> PartStatus.broken("Kafka Streams is " + state);
        };
    }
}
