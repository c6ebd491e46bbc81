package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;

/**
 * Who is in which chat: of the chats' events the opening alone is read, and kept by chat. From it follow the partners of each
 * user, and whom typing may be shown to. Both topics read have as many partitions.
 */
final class CompanyTopology {

    static final List<Topic> TOPICS =
            List.of(Topics.CHAT_EVENTS, Topics.PRESENCE_SIGNALS, Topics.PRESENCE_PARTNERS, Topics.PRESENCE_TYPING);

    static final String MEMBERS = "members";
    static final String PARTNERS = "partners";
    static final String TYPING = "typing";

    private static final String CHATS_IN = "chats";
    private static final String SIGNALS_IN = "signals";
    private static final String MEET = "meet";
    private static final String CHECK = "check";

    private CompanyTopology() {}

    static Topology build(BlockList blocks, PresenceMetrics metrics) {
        Topology topology = new Topology();
        var string = Serdes.String();
        var bytes = Serdes.ByteArray();
        topology.addSource(CHATS_IN, string.deserializer(), bytes.deserializer(), Topics.CHAT_EVENTS.name());
        topology.addSource(SIGNALS_IN, string.deserializer(), bytes.deserializer(), Topics.PRESENCE_SIGNALS.name());
        topology.addProcessor(MEET, MeetingProcessor::new, CHATS_IN);
        topology.addProcessor(CHECK, () -> new TypingProcessor(blocks, metrics), SIGNALS_IN);
        topology.addStateStore(PresenceTopology.persistent(MEMBERS), MEET, CHECK);
        topology.addSink(PARTNERS, Topics.PRESENCE_PARTNERS.name(), string.serializer(), bytes.serializer(), MEET);
        topology.addSink(TYPING, Topics.PRESENCE_TYPING.name(), string.serializer(), bytes.serializer(), CHECK);
        return topology;
    }
}
