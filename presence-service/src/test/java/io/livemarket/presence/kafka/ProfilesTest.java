package io.livemarket.presence.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import io.livemarket.events.presence.ProfileNotice;
import io.livemarket.events.presence.ProfileNotice.ProfileShown;
import io.livemarket.events.users.UserEvent;
import io.livemarket.kit.enforcement.EnforcementChange.Blocked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Which users are notified of a changed profile. */
class ProfilesTest {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final EventCodec<UserEvent> EVENTS = EventCodec.of(UserEvent.class);

    private final UUID ana = UUID.randomUUID();
    private final UUID bea = UUID.randomUUID();
    private final UUID carla = UUID.randomUUID();
    private final ChatPartners chatPartners = new ChatPartners();
    private final BlockList blocks = new BlockList();
    private final Profiles profiles = new Profiles(chatPartners, blocks);

    @Test
    void theUserAndChatPartnersSeeIt() {
        chatPartners.apply(new PartnersMet(ana, UUID.randomUUID(), List.of(bea, carla), NOW));
        assertThat(audience(ana)).containsExactly(ana, bea, carla);
        assertThat(audience(UUID.randomUUID())).as("a user without chats").hasSize(1);
    }

    @Test
    void neitherSideOfABlockSeesTheOthers() {
        chatPartners.apply(new PartnersMet(ana, UUID.randomUUID(), List.of(bea, carla), NOW));
        chatPartners.apply(new PartnersMet(carla, UUID.randomUUID(), List.of(ana), NOW));
        blocks.apply(new Blocked(carla, ana));
        assertThat(audience(ana)).containsExactly(ana, bea);
        assertThat(audience(carla)).containsExactly(carla);
    }

    @Test
    void ofVeryManyPartnersTheLatestAreNotified() {
        IntStream.range(0, ChatPartners.MOST_PARTNERS + 10)
                .forEach(_ ->
                        chatPartners.apply(new PartnersMet(ana, UUID.randomUUID(), List.of(UUID.randomUUID()), NOW)));
        assertThat(audience(ana)).hasSize(ChatPartners.MOST_PARTNERS + 1);
    }

    @Test
    void aNoticeHoldsThePublicProfile() {
        ProducerRecord<String, byte[]> notice =
                notice(new UserEvent.ProfileUpdated(ana, 2, "ana", null, NOW)).orElseThrow();
        assertThat(EventCodec.of(ProfileNotice.class).read(notice.headers(), notice.value()))
                .contains(new ProfileShown(ana, "ana", null, NOW));
        assertThat(notice(new UserEvent.UserRegistered(ana, 1, "ana", null, NOW)))
                .isEmpty();
    }

    @Test
    void partnersSeeADeletedAccountWithoutItsName() {
        ProducerRecord<String, byte[]> notice =
                notice(new UserEvent.UserDeleted(ana, 3, NOW)).orElseThrow();
        assertThat(EventCodec.of(ProfileNotice.class).read(notice.headers(), notice.value()))
                .contains(new ProfileShown(ana, "Deleted user", null, NOW, true));
    }

    private List<UUID> audience(UUID user) {
        return Envelope.audience(notice(new UserEvent.ProfileUpdated(user, 2, "new-name", null, NOW))
                .orElseThrow()
                .headers());
    }

    private Optional<ProducerRecord<String, byte[]>> notice(UserEvent event) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                Topics.USERS_EVENTS.name(), 0, 0, event.userId().toString(), EVENTS.write(event));
        Envelope.put(record.headers(), Envelope.TYPE, EVENTS.types().nameOf(event));
        return profiles.notice(record);
    }
}
