package io.livemarket.e2e;

import io.livemarket.events.kafka.Topics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** Which copy of chat-service decides which partition. */
final class ChatDeciders {

    private static final String GROUP = "chat-service.decider.v1";

    private final Map<Integer, String> owners = new TreeMap<>();
    private final int partitions;

    private ChatDeciders(int partitions) {
        this.partitions = partitions;
    }

    static ChatDeciders of(String kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            String commands = Topics.CHAT_COMMANDS.name();
            ChatDeciders deciders = new ChatDeciders(admin.describeTopics(Set.of(commands))
                    .allTopicNames()
                    .get()
                    .get(commands)
                    .partitions()
                    .size());
            for (MemberDescription member : admin.describeConsumerGroups(Set.of(GROUP))
                    .all()
                    .get()
                    .get(GROUP)
                    .members()) {
                String copy = member.clientId().replaceFirst("^(chat-\\d+).*", "$1");
                for (TopicPartition partition : member.assignment().topicPartitions()) {
                    deciders.owners.put(partition.partition(), copy);
                }
            }
            return deciders;
        }
    }

    /** The copies that decide anything. */
    Set<String> copies() {
        return owners.values().stream().collect(Collectors.toSet());
    }

    /** The copy that decides a chat. */
    String deciderOf(String chat) {
        return owners.get(Utils.toPositive(Utils.murmur2(Utils.utf8(chat))) % partitions);
    }
}
