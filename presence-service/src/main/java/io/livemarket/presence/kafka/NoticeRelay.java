package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Topic;
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
 * Publishes signals and profiles of users as notices for the users who may see them, at most once: without transactions
 * and without a wait for the broker, since typing is outdated within seconds and a profile can be queried. The
 * instances share the partitions of the topic.
 */
public final class NoticeRelay implements SmartLifecycle, Part, LifeSigns.Source {

    private static final Logger log = LoggerFactory.getLogger(NoticeRelay.class);
    private static final long COMMIT_EVERY_MILLIS = 5_000;

    private final LifeSigns threads;
    private final TopicProvisioner topics;
    private final Producer<String, byte[]> producer;
    private final Topic source;
    private final Notices notices;
    private final String group;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;

    /** Makes the notice of a record; empty where no user may see it. */
    interface Notices {
        Optional<ProducerRecord<String, byte[]>> notice(ConsumerRecord<String, byte[]> record, long nowMillis);
    }

    /** A relay of typing signals. */
    public static NoticeRelay ofTyping(
            KafkaClients clients,
            TopicProvisioner topics,
            Producer<String, byte[]> producer,
            ChatPartners chatPartners,
            BlockList blocks,
            PresenceMetrics metrics) {
        Typing typing = new Typing(chatPartners, blocks);
        return new NoticeRelay(
                "typing",
                Topics.PRESENCE_SIGNALS,
                (record, now) -> {
                    Optional<ProducerRecord<String, byte[]>> notice = typing.notice(record, now);
                    metrics.typing(notice.isPresent());
                    return notice;
                },
                clients,
                topics,
                producer);
    }

    /** A relay of changed profiles. */
    public static NoticeRelay ofProfiles(
            KafkaClients clients,
            TopicProvisioner topics,
            Producer<String, byte[]> producer,
            ChatPartners chatPartners,
            BlockList blocks) {
        Profiles profiles = new Profiles(chatPartners, blocks);
        return new NoticeRelay(
                "profiles", Topics.USERS_EVENTS, (record, _) -> profiles.notice(record), clients, topics, producer);
    }

    private NoticeRelay(
            String name,
            Topic source,
            Notices notices,
            KafkaClients clients,
            TopicProvisioner topics,
            Producer<String, byte[]> producer) {
        this.source = source;
        this.notices = notices;
        this.group = "presence-service." + name + ".v1";
        this.threads = clients.threads();
        this.topics = topics;
        this.producer = producer;
        Map<String, Object> config = clients.member(name, group);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        ContainerProperties properties = new ContainerProperties(source.name());
        properties.setGroupId(group);
        properties.setAckMode(ContainerProperties.AckMode.TIME);
        properties.setAckTime(COMMIT_EVERY_MILLIS);
        properties.setMessageListener((MessageListener<String, byte[]>) this::pass);
        properties.setStopImmediate(true);
        this.container =
                new ConcurrentMessageListenerContainer<>(new DefaultKafkaConsumerFactory<>(config), properties);
        this.container.setBeanName(group);
    }

    private void pass(ConsumerRecord<String, byte[]> record) {
        try {
            notices.notice(record, System.currentTimeMillis()).ifPresent(producer::send);
        } catch (UnreadableRecordException e) {
            log.error(
                    "Unreadable record dropped, no user is notified of it: record={}@{}, reason={}",
                    record.topic(),
                    record.offset(),
                    e.getMessage());
        } catch (KafkaException e) {
            log.warn("Notice not published, no user sees it: {}", e.toString());
        }
    }

    @Override
    public void start() {
        topics.provision(List.of(source, Topics.PRESENCE_TYPING));
        container.start();
        threads.add(this);
    }

    @Override
    public List<LifeSign> signs() {
        return container.isChildRunning() ? List.of() : List.of(LifeSign.ended(group, "passes nothing on any more"));
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
