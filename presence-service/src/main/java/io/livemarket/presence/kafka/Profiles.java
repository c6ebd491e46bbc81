package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.ProfileNotice;
import io.livemarket.events.presence.ProfileNotice.ProfileShown;
import io.livemarket.events.users.DeletedUser;
import io.livemarket.events.users.UserEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes notices of changed profiles and deleted accounts, for the account's owner and the latest
 * {@value ChatPartners#MOST_PARTNERS} chat partners without a block.
 */
final class Profiles {

    private static final String SOURCE = "/presence-service";
    private static final EventCodec<UserEvent> EVENTS = EventCodec.of(UserEvent.class);
    private static final EventCodec<ProfileNotice> NOTICES = EventCodec.of(ProfileNotice.class);

    private final ChatPartners chatPartners;
    private final BlockList blocks;

    Profiles(ChatPartners chatPartners, BlockList blocks) {
        this.chatPartners = chatPartners;
        this.blocks = blocks;
    }

    /**
     * The notice of an event about a user; empty for a new user, who has no partners.
     *
     * @throws io.livemarket.events.kafka.UnreadableRecordException when the event cannot be read
     */
    Optional<ProducerRecord<String, byte[]>> notice(ConsumerRecord<String, byte[]> record) {
        return EVENTS.read(record.headers(), record.value()).flatMap(event -> switch (event) {
            case UserEvent.ProfileUpdated changed ->
                Optional.of(notice(
                        changed,
                        new ProfileShown(
                                changed.userId(), changed.username(), changed.avatarUrl(), changed.updatedAt())));
            case UserEvent.UserDeleted deleted ->
                Optional.of(notice(
                        deleted,
                        new ProfileShown(deleted.userId(), DeletedUser.NAME, null, deleted.deletedAt(), true)));
            case UserEvent.UserRegistered _ -> Optional.empty();
        });
    }

    private ProducerRecord<String, byte[]> notice(UserEvent changed, ProfileShown notice) {
        String user = changed.userId().toString();
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                user + "-profile-" + changed.version(),
                NOTICES.types().nameOf(notice),
                SOURCE,
                notice.at(),
                changed.userId());
        Envelope.audience(headers, audience(changed.userId()));
        return new ProducerRecord<>(
                Topics.PRESENCE_TYPING.name(), null, notice.at().toEpochMilli(), user, NOTICES.write(notice), headers);
    }

    private List<UUID> audience(UUID user) {
        return Stream.concat(
                        Stream.of(user),
                        chatPartners.partnersOf(user).stream().filter(partner -> !blocks.between(user, partner)))
                .toList();
    }
}
