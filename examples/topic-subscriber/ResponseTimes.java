import module java.base;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast people answer who were written to, read from livemarket.chat.events.v1: for each user the median time from the first
 * unanswered message of a private chat's opener to the reply. Reads all there is, prints a table, and ends.
 *
 * <pre>java -cp 'launcher/target/lib/*' -Dlogback.configurationFile=examples/topic-subscriber/logback.xml \
 *     examples/topic-subscriber/ResponseTimes.java HOST:PORT [client.properties]</pre>
 */
public final class ResponseTimes {

    private static final String TOPIC = "livemarket.chat.events.v1";

    /** What is kept of a chat; {@code asked} is when its opener wrote without an answer so far. */
    private static final class Chat {
        private long version;
        private String opener;
        private boolean isPrivate;
        private Instant asked;
    }

    private final Map<String, Chat> chats = new HashMap<>();
    private final Map<String, List<Duration>> answered = new TreeMap<>();

    public static void main(String[] args) throws Exception {
        Properties settings = new Properties();
        if (args.length > 1) { // TLS, SASL: see docs/events.md.
            try (Reader file = Files.newBufferedReader(Path.of(args[1]))) {
                settings.load(file);
            }
        }
        settings.put("bootstrap.servers", args[0]);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        ResponseTimes times = new ResponseTimes();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(TOPIC).stream().map(each -> new TopicPartition(TOPIC, each.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < end.get(each))) {
                consumer.poll(Duration.ofMillis(200)).forEach(times::read);
            }
        }
        times.answered.forEach((user, all) -> System.out.printf("%s  %d answers  median %s%n", user, all.size(), median(all)));
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        String type = new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.US_ASCII);
        JsonNode event = JsonMapper.shared().readTree(record.value());
        Chat chat = chats.computeIfAbsent(record.key(), _ -> new Chat());
        long version = event.path("version").asLong();
        boolean counts = !type.equals("chat.chat-hidden.v1"); // It repeats the chat's version.
        if (counts && version <= chat.version) {
            return; // Seen already.
        }
        if (version != (counts ? chat.version + 1 : chat.version)) {
            System.err.printf("%s: version %d came after %d%n", record.key(), version, chat.version);
        }
        chat.version = version;
        switch (type) {
            case "chat.chat-opened.v1" -> {
                chat.opener = event.path("createdBy").asString();
                chat.isPrivate = event.path("type").asString().equals("private");
            }
            case "chat.message-sent.v1" -> sent(chat, event.path("senderId").asString(), Instant.parse(event.path("createdAt").asString()));
            default -> { } // Other types, those that are still to come included: their version counts, no more.
        }
    }

    private void sent(Chat chat, String sender, Instant at) {
        if (!chat.isPrivate) {
            return;
        }
        if (sender.equals(chat.opener)) {
            chat.asked = chat.asked == null ? at : chat.asked;
        } else if (chat.asked != null) {
            answered.computeIfAbsent(sender, _ -> new ArrayList<>()).add(Duration.between(chat.asked, at));
            chat.asked = null;
        }
    }

    private static Duration median(List<Duration> all) {
        return all.stream().sorted().toList().get((all.size() - 1) / 2);
    }
}
