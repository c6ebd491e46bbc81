package io.livemarket.file.projection;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.ProfileUpdated;
import io.livemarket.events.users.UserEvent.UserDeleted;
import io.livemarket.events.users.UserEvent.UserRegistered;
import io.livemarket.kit.projection.Projection;
import io.livemarket.kit.projection.UnreadableRecordAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Projects {@code users.events} into {@code avatars}: the uploaded image that each user's profile shows. A profile
 * carries its image as a message carries a file: the commands that attach and detach the image are published before the
 * document is written, and thus at least once. The carrier's id is made from user and version, so that a repeat equals
 * the command that was published before.
 *
 * <p>The first version of this projection skipped deletions of accounts and left their images. This version starts with
 * the first event, under a name of its own; the versions in the documents prevent it from repeating the first one's
 * writes.
 */
public final class AvatarsProjection implements Projection {

    private static final Logger log = LoggerFactory.getLogger(AvatarsProjection.class);

    static final String AVATARS = "avatars";
    static final String FILE = "fileId";

    private static final EventCodec<UserEvent> EVENTS = EventCodec.of(UserEvent.class);
    private static final Pattern ADDRESS = Pattern.compile("/files/([0-9a-f-]{36})/avatar");
    private static final String ID = "_id";
    private static final String VERSION = "version";
    /** The version of the profile that began to show the image. */
    private static final String SINCE = "since";

    private final MongoCollection<Document> avatars;
    private final Consumer<List<ProducerRecord<String, byte[]>>> commands;

    /**
     * @param commands publishes commands to files; returns when all of them are in the log, and throws when that is not
     *     certain
     */
    public AvatarsProjection(MongoDatabase database, Consumer<List<ProducerRecord<String, byte[]>>> commands) {
        this.avatars = database.getCollection(AVATARS);
        this.commands = commands;
    }

    @Override
    public String name() {
        return "file-service.avatars.v2";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        for (int i = 0; i < batch.size(); i++) {
            try {
                switch (EVENTS.read(batch.get(i).headers(), batch.get(i).value())
                        .orElse(null)) {
                    case UserRegistered e
                    when fileOf(e.avatarUrl()).isPresent() ->
                        shows(e, fileOf(e.avatarUrl()).get());
                    case ProfileUpdated e -> shows(e, fileOf(e.avatarUrl()).orElse(null));
                    // Files in messages stay; files that no message carries are deleted after their retention.
                    case UserDeleted e -> shows(e, null);
                    case null, default -> {}
                }
            } catch (UnreadableRecordException e) {
                throw new UnreadableRecordAt(i, e); // The records before it are applied.
            }
        }
    }

    /** The file of an avatar's address; empty for an absent address or one outside of this service. */
    static Optional<UUID> fileOf(@Nullable String avatarUrl) {
        Matcher address = ADDRESS.matcher(avatarUrl == null ? "" : avatarUrl);
        return address.matches() ? Ids.parse(address.group(1)) : Optional.empty();
    }

    /**
     * The image of a profile.
     *
     * @param since the version of the profile that began to show it
     */
    private record Picture(UUID file, long since) {

        static @Nullable Picture of(@Nullable Document avatar) {
            String file = avatar == null ? null : avatar.getString(FILE);
            return avatar == null || file == null ? null : new Picture(UUID.fromString(file), avatar.getLong(SINCE));
        }
    }

    private void shows(UserEvent event, @Nullable UUID file) {
        String user = event.userId().toString();
        Document known = avatars.find(eq(ID, user)).first();
        if (known != null && known.getLong(VERSION) >= event.version() || known == null && file == null) {
            return;
        }
        Picture former = Picture.of(known);
        if (former != null && former.file().equals(file)) {
            write(known, document(event, former.since(), file));
            return;
        }
        List<ProducerRecord<String, byte[]>> follows = new ArrayList<>();
        if (file != null) {
            follows.add(AttachmentCommands.attachAvatar(file, event, carrier(event, event.version())));
        }
        if (former != null) {
            follows.add(AttachmentCommands.detachAvatar(former.file(), event, carrier(event, former.since())));
        }
        commands.accept(follows);
        write(known, document(event, event.version(), file));
    }

    private static Document document(UserEvent event, long since, @Nullable UUID file) {
        Document document = new Document(ID, event.userId().toString())
                .append(VERSION, event.version())
                .append(SINCE, since);
        return file == null ? document : document.append(FILE, file.toString());
    }

    /** Writes a document if the store still has the version that was read, so that a late instance changes nothing. */
    private void write(@Nullable Document known, Document next) {
        if (known != null) {
            avatars.replaceOne(and(eq(ID, known.getString(ID)), eq(VERSION, known.getLong(VERSION))), next);
            return;
        }
        try {
            avatars.insertOne(next);
        } catch (MongoWriteException duplicate) {
            if (duplicate.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw duplicate;
            }
            log.debug("Avatar already written by another instance: user={}", next.getString(ID));
        }
    }

    private static UUID carrier(UserEvent event, long since) {
        return Ids.named(event.userId(), "avatar:" + since);
    }
}
