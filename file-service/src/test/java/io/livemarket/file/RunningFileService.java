package io.livemarket.file;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.livemarket.embedded.EmbeddedS3;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.embedded.S3Endpoint;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.EvidenceMessage;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.ProfileUpdated;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.StopOrder;
import io.livemarket.testkit.running.TestProducer;
import io.livemarket.testkit.running.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The real application on a real broker, store and S3 server, on a port of its own. Only one runs at a time, or two of
 * one installation, because all are in one consumer group. The test publishes the events of chats in place of
 * chat-service.
 */
final class RunningFileService implements AutoCloseable {

    private static final TokenIssuer ISSUER = TokenIssuer.start();
    private static final EventCodec<FileEvent> FILES = EventCodec.of(FileEvent.class);
    private static final EventCodec<ChatEvent> CHATS = EventCodec.of(ChatEvent.class);
    private static final EventCodec<ModerationEvent> MODERATION = EventCodec.of(ModerationEvent.class);
    private static final EventCodec<UserEvent> USERS = EventCodec.of(UserEvent.class);

    private final EmbeddedStack stack;
    private final S3Endpoint s3;
    /** One of its own, to break it; or empty. */
    private final Optional<EmbeddedS3> ownS3;

    private final String prefix;
    private final String instance;
    private final List<String> settings;
    private final Path dataDir;
    private ConfigurableApplicationContext context;
    private Producer<String, byte[]> producer;

    /** @param settings beside the usual ones */
    RunningFileService(String... settings) {
        this(EmbeddedStack.shared(), EmbeddedStack.shared().s3(), Optional.empty(), newPrefix(), "", settings);
    }

    /** With an S3 server of its own that the test breaks. */
    static RunningFileService onEmbeddedS3(String... settings) {
        EmbeddedS3 own = EmbeddedS3.start();
        return new RunningFileService(
                EmbeddedStack.shared(),
                new S3Endpoint(own.endpoint(), own.credentials()),
                Optional.of(own),
                newPrefix(),
                "",
                settings);
    }

    private static String newPrefix() {
        return "it" + Ids.next().toString().replace("-", "");
    }

    /** On a broker and a store of the test's own. */
    static RunningFileService on(EmbeddedStack stack, String... settings) {
        return new RunningFileService(stack, stack.s3(), Optional.empty(), newPrefix(), "", settings);
    }

    private RunningFileService(
            EmbeddedStack stack,
            S3Endpoint s3,
            Optional<EmbeddedS3> ownS3,
            String prefix,
            String suffix,
            String... settings) {
        this.stack = stack;
        this.s3 = s3;
        this.ownS3 = ownS3;
        this.prefix = prefix;
        this.instance = prefix + suffix;
        this.settings = List.of(settings);
        try {
            dataDir = Files.createTempDirectory("file-service-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /** A second instance of the installation. */
    RunningFileService second() {
        return new RunningFileService(stack, s3, Optional.empty(), prefix, "-second");
    }

    void start() {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--livemarket.instance=" + instance,
                "--livemarket.data-dir=" + dataDir,
                "--livemarket.kafka.bootstrap-servers=" + stack.bootstrapServers(),
                "--livemarket.kafka.partitions=3",
                "--livemarket.mongodb.uri=" + stack.mongoUri(),
                "--livemarket.mongodb.prefix=" + prefix,
                "--livemarket.auth.jwks-uri=" + ISSUER.jwksUri(),
                "--livemarket.files.url-key=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--livemarket.s3.endpoint=" + s3.uri(),
                "--livemarket.s3.bucket=" + prefix,
                "--livemarket.s3.access-key=" + s3.credentials().accessKey(),
                "--livemarket.s3.secret-key=" + s3.credentials().secretKey()));
        arguments.addAll(settings);
        context = FileServiceApplication.builder().run(arguments.toArray(String[]::new));
        StopOrder.assertWebServerStopsFirst(context);
        producer = TestProducer.create(context.getBean(KafkaClients.class).producer("it"));
        await("health").atMost(Duration.ofSeconds(180)).until(this::isHealthy);
    }

    boolean isHealthy() {
        return stranger().isHealthy();
    }

    void stop() {
        producer.close();
        context.close();
    }

    @Override
    public void close() {
        if (context.isActive()) {
            stop();
        }
        ownS3.ifPresent(EmbeddedS3::close);
    }

    /** Deletes what the engines keep between restarts. */
    void dropLocalState() throws IOException {
        FileSystemUtils.deleteRecursively(dataDir.resolve("engine"));
    }

    /** The S3 server, to break it. */
    EmbeddedS3 s3() {
        return ownS3.orElseThrow();
    }

    /** How many objects of a file the bucket holds: its content and its thumbnail. */
    long objectsOf(UUID file) {
        try (S3Client client = S3Client.builder()
                .endpointOverride(s3.uri())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        s3.credentials().accessKey(), s3.credentials().secretKey())))
                .build()) {
            return client.listObjectsV2Paginator(list -> list.bucket(prefix)).contents().stream()
                    .filter(object -> object.key().contains(file.toString()))
                    .count();
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    MongoDatabase database() {
        return context.getBean(MongoDatabase.class);
    }

    String mongoUri() {
        return stack.mongoUri();
    }

    String databaseName() {
        return prefix + "_file";
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getProperty("local.server.port"));
    }

    /** The files in the folder for uploads. */
    List<Path> temporaryFiles() {
        try (Stream<Path> files = Files.list(dataDir.resolve("uploads"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does it while no upload can be written. */
    void withoutUploadFolder(Runnable action) throws IOException {
        Path folder = dataDir.resolve("uploads");
        Files.delete(folder);
        try {
            action.run();
        } finally {
            Files.createDirectory(folder);
        }
    }

    FileCalls as(UUID user) {
        return new FileCalls(base(), new RestClient(this::base, ISSUER.token(user)), ISSUER.token(user), user);
    }

    /** A new user. */
    FileCalls somebody() {
        return as(Ids.next());
    }

    RestClient stranger() {
        return new RestClient(this::base, null);
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** A chat of theirs. */
    UUID chat(FileCalls... people) {
        UUID chat = Ids.next();
        tell(new ChatOpened(
                chat,
                1,
                people.length == 2 ? ChatType.PRIVATE : ChatType.GROUP,
                Arrays.stream(people).map(FileCalls::user).toList(),
                null,
                people[0].user(),
                now()));
        return chat;
    }

    /** A message that carries a file; its id. */
    UUID sent(UUID chat, FileCalls sender, UUID file) {
        UUID message = Ids.next();
        tell(new MessageSent(
                chat,
                2,
                1,
                message,
                sender.user(),
                MessageType.IMAGE,
                "",
                List.of(new Attachment(file, null, null, null)),
                null,
                null,
                null,
                now()));
        return message;
    }

    /** A report about a user, with messages of that user that carried these files; its id. */
    UUID reported(FileCalls user, long version, UUID... files) {
        UUID report = Ids.next();
        List<EvidenceMessage> evidence = Arrays.stream(files)
                .map(file -> new EvidenceMessage(
                        Ids.next(),
                        Ids.next(),
                        user.user(),
                        1,
                        now(),
                        List.of(),
                        null,
                        List.of(new Attachment(file, "a.png", "image/png", null))))
                .toList();
        happened(
                new UserReported(user.user(), version, report, Ids.next(), ReportCategory.SPAM, null, evidence, now()));
        return report;
    }

    /** Publishes an event of moderation-service. */
    void happened(ModerationEvent event) {
        write(
                Topics.MODERATION_EVENTS.name(),
                event.userId(),
                MODERATION.write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        UUID.randomUUID().toString(),
                        MODERATION.types().nameOf(event),
                        "/moderation-service",
                        event.occurredAt(),
                        event.userId()));
    }

    void takenBack(UUID chat, FileCalls sender, UUID message) {
        tell(new MessageDeleted(chat, 3, 1, message, sender.user(), now()));
    }

    /** The committed events of a file, in order. */
    List<FileEvent> eventsOf(UUID file) {
        List<FileEvent> events = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(context.getBean(KafkaClients.class).consumer("it-events"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.FILES_EVENTS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (record.key().equals(file.toString())) {
                        events.add(FILES.read(record.headers(), record.value()).orElseThrow());
                    }
                });
            }
        }
        return events;
    }

    boolean isRunning() {
        return context.isActive();
    }

    /** The projection of profile images. */
    ProjectionRunner avatars() {
        return context.getBean("avatarsRunner", ProjectionRunner.class);
    }

    /** A user's profile shows a picture, or none. */
    void profile(FileCalls user, long version, String avatarUrl) {
        happened(new ProfileUpdated(user.user(), version, "u", avatarUrl, now()));
    }

    /** The user deletes the account. */
    void deleted(FileCalls user, long version) {
        happened(new UserEvent.UserDeleted(user.user(), version, now()));
    }

    private void happened(UserEvent event) {
        write(
                Topics.USERS_EVENTS.name(),
                event.userId(),
                USERS.write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        UUID.randomUUID().toString(),
                        USERS.types().nameOf(event),
                        "/auth-service",
                        event.occurredAt(),
                        event.userId()));
    }

    private void tell(ChatEvent event) {
        write(
                Topics.CHAT_EVENTS.name(),
                event.chatId(),
                CHATS.write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        UUID.randomUUID().toString(),
                        CHATS.types().nameOf(event),
                        "/chat-service",
                        event.occurredAt(),
                        event.chatId()));
    }

    private void write(String topic, UUID key, byte[] value, Headers headers) {
        try {
            producer.send(new ProducerRecord<>(topic, null, key.toString(), value, headers))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException("Not written", e);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
