package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

/**
 * Passes typing on, at most once: without transactions, and without a wait for the broker, since a signal is outdated within
 * seconds. The instances share the partitions of the signals.
 */
public final class TypingRelay implements SmartLifecycle, Part, LifeSigns.Source {

    private static final Logger log = LoggerFactory.getLogger(TypingRelay.class);
    private static final String GROUP = "presence-service.typing.v1";
    private static final long COMMIT_EVERY_MILLIS = 5_000;

    private final LifeSigns threads;
    private final TopicProvisioner topics;
    private final Producer<String, byte[]> producer;
    private final Typing typing;
    private final PresenceMetrics metrics;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;

    public TypingRelay(KafkaClients clients, TopicProvisioner topics, Producer<String, byte[]> producer, Company company,
            BlockList blocks, PresenceMetrics metrics) {
        this.threads = clients.threads();
        this.topics = topics;
        this.producer = producer;
        this.typing = new Typing(company, blocks);
        this.metrics = metrics;
        Map<String, Object> config = clients.consumer("typing");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 500);
        config.put(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, KafkaClients.MEMBER_LOOKS_EVERY_MS);
        ContainerProperties properties = new ContainerProperties(Topics.PRESENCE_SIGNALS.name());
        properties.setGroupId(GROUP);
        properties.setAckMode(ContainerProperties.AckMode.TIME);
        properties.setAckTime(COMMIT_EVERY_MILLIS);
        properties.setMessageListener((MessageListener<String, byte[]>) this::pass);
        properties.setStopImmediate(true);
        this.container = new ConcurrentMessageListenerContainer<>(new DefaultKafkaConsumerFactory<>(config), properties);
        this.container.setBeanName(GROUP);
    }

    private void pass(ConsumerRecord<String, byte[]> record) {
        try {
            Optional<ProducerRecord<String, byte[]>> notice = typing.notice(record, System.currentTimeMillis());
            metrics.typing(notice.isPresent());
            notice.ifPresent(producer::send);
        } catch (UnreadableRecordException e) {
            log.error("Unreadable typing signal dropped: {}", e.getMessage());
        } catch (KafkaException e) {
            log.warn("A typing notice could not be written and is not shown: {}", e.toString());
        }
    }

    @Override
    public void start() {
        topics.provision(List.of(Topics.PRESENCE_SIGNALS, Topics.PRESENCE_TYPING));
        container.start();
        threads.add(this);
    }

    @Override
    public List<LifeSign> signs() {
        return container.isChildRunning() ? List.of() : List.of(LifeSign.ended(GROUP, "passes no more typing on"));
    }

    @Override
    public void stop() {
        threads.remove(this);
        container.stop();
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }

    @Override
    public int getPhase() {
        return Phases.ENGINES;
    }

    @Override
    public PartStatus status() {
        return container.isChildRunning() ? PartStatus.working() : PartStatus.broken("not running");
    }
}
