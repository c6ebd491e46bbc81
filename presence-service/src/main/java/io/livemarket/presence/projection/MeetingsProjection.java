package io.livemarket.presence.projection;

import io.livemarket.events.EventTypes;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.PartnerFact;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import io.livemarket.events.presence.PartnerFact.PartnersParted;
import io.livemarket.kit.projection.Projection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Publishes to {@code presence.partners} which users see each other's presence: the participants of a new chat meet
 * each other, a new member of a group meets the other members, and a former member parts from them. Each fact is
 * published at least once, and a repeated fact changes nothing in the topic's consumers. A meeting that this instance
 * has read is not published again. Skips all other events of chats without parsing them; has no documents.
 */
public final class MeetingsProjection implements Projection {

    private static final String SOURCE = "/presence-service";
    private static final EventTypes<ChatEvent> TYPES = EventTypes.of(ChatEvent.class);
    private static final Set<String> CONSUMED = Set.of(
            TYPES.nameOf(ChatOpened.class),
            TYPES.nameOf(MemberJoined.class),
            TYPES.nameOf(MemberRemoved.class),
            TYPES.nameOf(MemberLeft.class));
    private static final EventCodec<ChatEvent> CHATS = EventCodec.of(ChatEvent.class);
    private static final EventCodec<PartnerFact> FACTS = EventCodec.of(PartnerFact.class);

    private final Predicate<PartnersMet> known;
    private final Consumer<List<ProducerRecord<String, byte[]>>> facts;

    /**
     * @param known whether the log certainly has a fact
     * @param facts publishes facts; returns when all of them are in the log, and throws when they may not be
     */
    public MeetingsProjection(Predicate<PartnersMet> known, Consumer<List<ProducerRecord<String, byte[]>>> facts) {
        this.known = known;
        this.facts = facts;
    }

    @Override
    public String name() {
        return "presence-service.meetings.v1";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        List<ProducerRecord<String, byte[]>> made = new ArrayList<>();
        Projection.readEach(batch, record -> read(record, made), () -> {
            if (!made.isEmpty()) {
                facts.accept(made);
            }
        });
    }

    private void read(ConsumerRecord<String, byte[]> record, List<ProducerRecord<String, byte[]>> made) {
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        if (type == null || !CONSUMED.contains(type)) {
            return;
        }
        // The audience of a change of members: the members after it, and the user that it is about.
        List<UUID> users = Envelope.audience(record.headers());
        switch (CHATS.read(record.headers(), record.value()).orElse(null)) {
            case ChatOpened e -> opened(e, made);
            case MemberJoined e -> joined(e, users, made);
            case MemberRemoved e -> gone(e, e.userId(), users, made);
            case MemberLeft e -> gone(e, e.userId(), users, made);
            case null, default -> {}
        }
    }

    /** A fact of the new member, and one of each other member. */
    private void joined(MemberJoined e, List<UUID> members, List<ProducerRecord<String, byte[]>> made) {
        List<UUID> others = without(e.userId(), members);
        add(new PartnersMet(e.userId(), e.chatId(), others, e.at(), true), e.version(), made);
        others.forEach(
                other -> add(new PartnersMet(other, e.chatId(), List.of(e.userId()), e.at(), true), e.version(), made));
    }

    private static void gone(GroupEvent e, UUID user, List<UUID> users, List<ProducerRecord<String, byte[]>> made) {
        List<UUID> others = without(user, users);
        made.add(record(new PartnersParted(user, e.chatId(), others, true, e.at()), e.version()));
        others.forEach(other ->
                made.add(record(new PartnersParted(other, e.chatId(), List.of(user), false, e.at()), e.version())));
    }

    private void add(PartnersMet fact, long version, List<ProducerRecord<String, byte[]>> made) {
        if (!known.test(fact)) {
            made.add(record(fact, version));
        }
    }

    private static List<UUID> without(UUID user, List<UUID> users) {
        return users.stream().filter(other -> !other.equals(user)).toList();
    }

    private void opened(ChatOpened chat, List<ProducerRecord<String, byte[]>> made) {
        Boolean group = chat.type() == ChatType.GROUP ? true : null;
        for (UUID user : chat.participants()) {
            List<UUID> others = without(user, chat.participants());
            add(new PartnersMet(user, chat.chatId(), others, chat.createdAt(), group), 1, made);
        }
    }

    /** @param version of the chat at the event, by which the facts of a group differ in their ids */
    private static ProducerRecord<String, byte[]> record(PartnerFact fact, long version) {
        return switch (fact) {
            case PartnersMet met -> record(met, met.chatId(), version, met.at());
            case PartnersParted parted -> record(parted, parted.chatId(), version, parted.at());
        };
    }

    private static ProducerRecord<String, byte[]> record(PartnerFact fact, UUID chatId, long version, Instant at) {
        String user = fact.userId().toString();
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                chatId + "-" + user + (version == 1 ? "" : "-" + version),
                FACTS.types().nameOf(fact),
                SOURCE,
                at,
                fact.userId());
        return new ProducerRecord<>(
                Topics.PRESENCE_PARTNERS.name(), null, at.toEpochMilli(), user, FACTS.write(fact), headers);
    }
}
