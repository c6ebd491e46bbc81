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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The uploaded picture that each user's profile shows ({@code avatars}, by user), from the users' events. A profile
 * carries its picture as a message carries a file: this writes the commands that attach and detach it, before the
 * document is written, so that they are written at least once. The carrier's id is made from user and version, so that
 * a repeat is the command that was written before.
 *
 * <p>The first version passed deletions of accounts over, and left their pictures. This one begins with the first
 * event, under a name of its own; the versions in the documents keep it from repeating what the first one wrote.
 */
public final class AvatarsProjection implements Projection {

    private static final Logger log = LoggerFactory.getLogger(AvatarsProjection.class);

    static final String AVATARS = "avatars";
    static final String FILE = "fileId";

    private static final EventCodec<UserEvent> EVENTS = EventCodec.of(UserEvent.class);
    private static final Pattern ADDRESS = Pattern.compile("/files/([0-9a-f-]{36})/avatar");
    private static final String ID = "_id";
    private static final String VERSION = "version";
    /** The version of the profile that began to show the picture. */
    private static final String SINCE = "since";

    private final MongoCollection<Document> avatars;
    private final Consumer<List<ProducerRecord<String, byte[]>>> commands;

    /**
     * @param commands writes commands to files; returns when all of them are in the log, and throws when they may not
     *     be
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
                    // Files in messages stay with them; uploads that were not sent go by themselves.
                    case UserDeleted e -> shows(e, null);
                    case null, default -> {}
                }
            } catch (UnreadableRecordException e) {
                throw new UnreadableRecordAt(i, e); // What was before it is applied.
            }
        }
    }

    /** The file of an avatar's address, if it is one of this service. */
    static Optional<UUID> fileOf(String avatarUrl) {
        Matcher address = ADDRESS.matcher(avatarUrl == null ? "" : avatarUrl);
        return address.matches() ? Ids.parse(address.group(1)) : Optional.empty();
    }

    private void shows(UserEvent event, UUID file) {
        String user = event.userId().toString();
        Document known = avatars.find(eq(ID, user)).first();
        if (known != null && known.getLong(VERSION) >= event.version() || known == null && file == null) {
            return;
        }
        UUID former = known == null || known.getString(FILE) == null ? null : UUID.fromString(known.getString(FILE));
        boolean same = file != null && file.equals(former);
        long since = same ? known.getLong(SINCE) : event.version();
        if (!same) {
            List<ProducerRecord<String, byte[]>> follows = new ArrayList<>();
            if (file != null) {
                follows.add(AttachmentCommands.attachAvatar(file, event, carrier(event, since)));
            }
            if (former != null) {
                follows.add(AttachmentCommands.detachAvatar(former, event, carrier(event, known.getLong(SINCE))));
            }
            commands.accept(follows);
        }
        Document document =
                new Document(ID, user).append(VERSION, event.version()).append(SINCE, since);
        write(known, file == null ? document : document.append(FILE, file.toString()));
    }

    /** Where the store still has what was read: an instance that is late changes nothing. */
    private void write(Document known, Document next) {
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
            log.debug("The avatar of user {} was noted by another instance", next.getString(ID));
        }
    }

    private static UUID carrier(UserEvent event, long since) {
        return Ids.named(event.userId(), "avatar:" + since);
    }
}
