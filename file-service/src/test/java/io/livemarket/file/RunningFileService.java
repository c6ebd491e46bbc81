package io.livemarket.file;

import io.livemarket.embedded.EmbeddedS3;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.embedded.S3Endpoint;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.EvidenceMessage;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.users.UserEvent.ProfileUpdated;
import io.livemarket.events.users.UserEvent.UserDeleted;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.testkit.running.Instance;
import io.livemarket.testkit.running.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * file-service with an S3 server. Only one runs at a time, or two of one installation, because all are in one consumer
 * group. The test publishes the events of chats in place of chat-service.
 */
final class RunningFileService extends RunningService {

    private final S3Endpoint s3;
    /** One of its own, to break it; or empty. */
    private final Optional<EmbeddedS3> ownS3;

    /** @param settings beside the usual ones */
    RunningFileService(String... settings) {
        this(Instance.fresh(), EmbeddedStack.shared().s3(), Optional.empty(), settings);
    }

    private RunningFileService(Instance instance, S3Endpoint s3, Optional<EmbeddedS3> ownS3, String... settings) {
        super(
                FileServiceApplication::builder,
                instance.trusting(issuer())
                        .with(
                                "--livemarket.files.url-key="
                                        + Base64.getEncoder().encodeToString(new byte[32]),
                                "--livemarket.s3.endpoint=" + s3.uri(),
                                "--livemarket.s3.bucket=" + instance.prefix(),
                                "--livemarket.s3.access-key=" + s3.credentials().accessKey(),
                                "--livemarket.s3.secret-key=" + s3.credentials().secretKey()),
                settings);
        this.s3 = s3;
        this.ownS3 = ownS3;
        start();
    }

    /** With an S3 server of its own that the test breaks. */
    static RunningFileService onEmbeddedS3(String... settings) {
        EmbeddedS3 own = EmbeddedS3.start();
        return new RunningFileService(
                Instance.fresh(), new S3Endpoint(own.endpoint(), own.credentials()), Optional.of(own), settings);
    }

    /** On a broker and a store of the test's own. */
    static RunningFileService on(EmbeddedStack stack, String... settings) {
        return new RunningFileService(Instance.on(stack), stack.s3(), Optional.empty(), settings);
    }

    /** A second instance of the installation. */
    RunningFileService second() {
        return new RunningFileService(instance().beside("second"), s3, Optional.empty());
    }

    @Override
    public void close() {
        super.close();
        ownS3.ifPresent(EmbeddedS3::close);
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
            return client.listObjectsV2Paginator(list -> list.bucket(instance().prefix())).contents().stream()
                    .filter(object -> object.key().contains(file.toString()))
                    .count();
        }
    }

    /** The files in the folder for uploads. */
    List<Path> temporaryFiles() {
        try (Stream<Path> files = Files.list(dataDir().resolve("uploads"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does it while no upload can be written. */
    void withoutUploadFolder(Runnable action) throws IOException {
        Path folder = dataDir().resolve("uploads");
        Files.delete(folder);
        try {
            action.run();
        } finally {
            Files.createDirectory(folder);
        }
    }

    /** The requests of a user. */
    FileCalls callsOf(UUID user) {
        return new FileCalls(address(), as(user), issuer().token(user), user);
    }

    /** A new user. */
    FileCalls somebody() {
        return callsOf(Ids.next());
    }

    /** A chat of theirs. */
    UUID chat(FileCalls... people) {
        UUID chat = Ids.next();
        publish(new ChatOpened(
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
        publish(new MessageSent(
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
        publish(new UserReported(user.user(), version, report, Ids.next(), ReportCategory.SPAM, null, evidence, now()));
        return report;
    }

    void takenBack(UUID chat, FileCalls sender, UUID message) {
        publish(new MessageDeleted(chat, 3, 1, message, sender.user(), now()));
    }

    /** The committed events of a file, in order. */
    List<FileEvent> eventsOf(UUID file) {
        return kafka().events(Topics.FILES_EVENTS, FileEvent.class, file);
    }

    /** The projection of profile images. */
    ProjectionRunner avatars() {
        return bean("avatarsRunner", ProjectionRunner.class);
    }

    /** A user's profile shows a picture, or none. */
    void profile(FileCalls user, long version, String avatarUrl) {
        publish(new ProfileUpdated(user.user(), version, "u", avatarUrl, now()));
    }

    /** The user deletes the account. */
    void deleted(FileCalls user, long version) {
        publish(new UserDeleted(user.user(), version, now()));
    }
}
