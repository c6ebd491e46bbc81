package io.livemarket.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.OfferCommand.MakeOffer;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferTerms;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers expire at their time and once each, also those of an instance that is killed before or while it does so. */
class OfferExpiryIT {

    private static final Logger log = LoggerFactory.getLogger(OfferExpiryIT.class);
    private static final Duration A_WHILE = Duration.ofSeconds(90);
    /**
     * The longest time from the end of an offer to its event at a reader: 2 s on a machine without other work
     * ({@code -Doffers.in-time=2}), more where other tests take its processors.
     */
    private static final Duration IN_TIME = Duration.ofSeconds(Integer.getInteger("offers.in-time", 10));

    private static final int CHATS = 500;
    private static final int OFFERS_OF_A_CHAT = 20;
    private static final Money PRICE = new Money("40.00", "EUR");
    /** The shortest validity; offers that are to expire earlier are made with an earlier time. */
    private static final Duration VALIDITY = Duration.ofSeconds(60);

    private final RunningChatService service = RunningChatService.alone(
            "--livemarket.kafka.session-timeout=" + Integer.getInteger("offers.session", 1) + "s");
    private final Map<UUID, Instant> expiresAt = new HashMap<>();
    private final Map<UUID, List<Instant>> expired = new HashMap<>();
    private final Set<UUID> mine = new HashSet<>();
    private Process victim;

    @AfterEach
    void stop() {
        if (victim != null) {
            victim.destroyForcibly();
        }
        service.close();
    }

    /** Half of the offers expire while the victim is killed, the other half once its partitions have another owner. */
    @Test
    void tenThousandOffersExpireOnceThoughAnInstanceIsKilled() throws Exception {
        victim = service.process("victim");
        await("two owners").atMost(A_WHILE).until(() -> owners() == 2);
        Instant first = RunningChatService.now().plusSeconds(20);
        Instant second = first.plusSeconds(15);
        makeOffers(first, second);

        try (KafkaConsumer<String, byte[]> events = allEvents()) {
            await("offers").atMost(A_WHILE).until(() -> read(events) && expiresAt.size() == CHATS * OFFERS_OF_A_CHAT);
            await("the first expiry").atMost(A_WHILE).until(() -> read(events) && !expired.isEmpty());
            victim.destroyForcibly();
            await("all expired").atMost(A_WHILE).until(() -> read(events) && expired.size() == expiresAt.size());
            read(events);
        }
        assertThat(expired.values()).allSatisfy(times -> assertThat(times).hasSize(1));
        Duration atTheKill = latest(first);
        Duration afterIt = latest(second);
        log.info("Latest expiry: {} after its time while an owner was killed, {} afterwards", atTheKill, afterIt);
        assertThat(atTheKill).isLessThan(IN_TIME);
        assertThat(afterIt).isLessThan(IN_TIME);
    }

    /** The longest time between the end of an offer and its event, of the offers with one end. */
    private Duration latest(Instant end) {
        return expiresAt.entrySet().stream()
                .filter(offer -> !offer.getValue().isAfter(end.plusMillis(1))
                        && !offer.getValue().isBefore(end.minusMillis(1)))
                .map(offer -> Duration.between(
                        offer.getValue(), expired.get(offer.getKey()).getFirst()))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private void makeOffers(Instant first, Instant second) {
        UUID seller = service.newUser();
        List<UUID> products = new ArrayList<>();
        for (int i = 0; i < OFFERS_OF_A_CHAT; i++) {
            products.add(service.newProduct(seller));
        }
        List<ChatCommand> commands = new ArrayList<>();
        for (int i = 0; i < CHATS; i++) {
            UUID buyer = service.newUser();
            UUID chat = Ids.privateChat(buyer, seller);
            Instant made = first.minus(VALIDITY);
            commands.add(new OpenChat(chat, buyer, ChatType.PRIVATE, List.of(buyer, seller), null, made));
            for (int n = 0; n < OFFERS_OF_A_CHAT; n++) {
                long seconds = VALIDITY.toSeconds()
                        + (n % 2 == 0 ? 0 : Duration.between(first, second).toSeconds());
                OfferTerms terms = new OfferTerms(Ids.next(), Ids.next(), PRICE, seconds, null);
                mine.add(terms.offerId());
                commands.add(new MakeOffer(chat, buyer, products.get(n), terms, made));
            }
        }
        service.askAll(commands);
    }

    private boolean read(KafkaConsumer<String, byte[]> events) {
        for (ConsumerRecord<String, byte[]> record : events.poll(Duration.ofMillis(100))) {
            event(record).ifPresent(event -> {
                if (event instanceof OfferMade made && mine.contains(made.offerId())) {
                    expiresAt.put(made.offerId(), made.expiresAt());
                } else if (event instanceof OfferExpired end && mine.contains(end.offerId())) {
                    expired.computeIfAbsent(end.offerId(), _ -> new ArrayList<>())
                            .add(Instant.now());
                }
            });
        }
        return true;
    }

    /** The event of a record; empty for one that another test has made unreadable. */
    private static Optional<ChatEvent> event(ConsumerRecord<String, byte[]> record) {
        try {
            return EventCodec.of(ChatEvent.class).read(record.headers(), record.value());
        } catch (UnreadableRecordException e) {
            return Optional.empty();
        }
    }

    private KafkaConsumer<String, byte[]> allEvents() {
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(service.clients().consumer("it-offers"));
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CHAT_EVENTS.name()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** The number of instances that decide partitions of the commands. */
    private long owners() throws InterruptedException, ExecutionException {
        String group = "chat-service.decider.v1";
        try (Admin admin = Admin.create(service.clients().common("it-owners"))) {
            return admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get().members().stream()
                    .filter(member -> member.assignment().topicPartitions().stream()
                            .anyMatch(p -> p.topic().equals(Topics.CHAT_COMMANDS.name())))
                    .count();
        }
    }
}
