package io.livemarket.file.projection;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.projection.Projection;
import io.livemarket.kit.projection.UnreadableRecordAt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Projects {@code chat.events} into the readers of files: the participants of each chat ({@link ChatMembers}), one
 * document per file of a message with its readers ({@code carried_files}), and the files of each message
 * ({@code messages}). A file of a group is readable for those who are members when they read it (decision 111). The
 * last two keep the deletion of a message, so that applying its {@code MessageSent} again, even by a late instance,
 * restores no access. No document grows with use (decision 084). Also publishes the commands that attach files to
 * messages and detach them, before the offset after the events is stored, and thus at least once. Records of other
 * types, and messages whose header names no file, are skipped without parsing.
 */
public final class ReadersProjection implements Projection {

    private static final Logger log = LoggerFactory.getLogger(ReadersProjection.class);

    static final String CARRIED = "carried_files";
    static final String MESSAGES = "messages";

    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final Set<String> CONSUMED_TYPES = Set.of(
            EVENTS.types().nameOf(ChatOpened.class),
            EVENTS.types().nameOf(MessageSent.class),
            EVENTS.types().nameOf(MessageDeleted.class),
            EVENTS.types().nameOf(MemberJoined.class),
            EVENTS.types().nameOf(MemberRemoved.class),
            EVENTS.types().nameOf(MemberLeft.class));
    private static final String ID = "_id";
    /**
     * The readers of a carried file, each as file id and user id, or as file id and group id, so that one index finds
     * whether a user may read a file.
     */
    private static final String READERS = "readers";

    private static final String SENDER = "senderId";
    private static final String GONE = "gone";
    static final String CHAT = "chatId";
    static final String SEQ = "seq";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final ChatMembers chats;
    private final MongoCollection<Document> carried;
    private final MongoCollection<Document> messages;

    private final Consumer<List<ProducerRecord<String, byte[]>>> commands;

    /**
     * @param commands publishes commands to files; returns when all of them are in the log, and throws when that is not
     *     certain
     */
    public ReadersProjection(MongoDatabase database, Consumer<List<ProducerRecord<String, byte[]>>> commands) {
        this.commands = commands;
        this.chats = new ChatMembers(database);
        this.carried = database.getCollection(CARRIED);
        this.messages = database.getCollection(MESSAGES);
    }

    /** Creates the indexes for look-ups of readers. */
    public void createIndexes() {
        carried.createIndex(Indexes.ascending(READERS));
        chats.createIndexes();
    }

    /** The filter for messages in which the owner of a file sent it to a user in a private chat. */
    static Bson sentTo(UUID reader, UUID file, UUID owner) {
        return and(eq(READERS, reading(file.toString(), reader.toString())), eq(SENDER, owner.toString()));
    }

    /** The filter for messages in which the owner of a file sent it in one of these groups. */
    static Bson sentIn(Collection<String> groups, UUID file, UUID owner) {
        return and(
                in(
                        READERS,
                        groups.stream()
                                .map(group -> reading(file.toString(), group))
                                .toList()),
                eq(SENDER, owner.toString()));
    }

    /** Whether a message in one of these groups is not from before the first message that the user may see there. */
    static boolean isShown(Document carried, Map<String, Long> groups) {
        long seq = carried.get(SEQ, Number.class).longValue();
        return seq >= groups.getOrDefault(carried.getString(CHAT), Long.MAX_VALUE);
    }

    private static String reading(String file, String reader) {
        return file + ":" + reader;
    }

    @Override
    public String name() {
        return "file-service.readers.v4";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        List<ChatOpened> opened = new ArrayList<>();
        List<ChatEvent> carrying = new ArrayList<>();
        UnreadableRecordAt unreadable = null;
        for (int i = 0; i < batch.size() && unreadable == null; i++) {
            try {
                read(batch.get(i), opened, carrying);
            } catch (UnreadableRecordException e) {
                unreadable = new UnreadableRecordAt(i, e);
            }
        }
        chats.opened(opened);
        List<ProducerRecord<String, byte[]>> follows = new ArrayList<>();
        for (ChatEvent event : carrying) {
            follows.addAll(
                    switch (event) {
                        case MessageSent sent -> sent(sent);
                        case MessageDeleted deleted -> deleted(deleted);
                        case GroupEvent changed -> {
                            chats.changed(changed);
                            yield List.of();
                        }
                        default -> throw new IllegalStateException("Neither a message nor a change of a group");
                    });
        }
        if (!follows.isEmpty()) {
            commands.accept(follows);
        }
        if (unreadable != null) {
            throw unreadable; // The records before it are applied.
        }
    }

    private static void read(ConsumerRecord<String, byte[]> record, List<ChatOpened> opened, List<ChatEvent> carrying) {
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        if (type != null && (!CONSUMED_TYPES.contains(type) || Envelope.carriesNoFile(record.headers()))) {
            return;
        }
        switch (EVENTS.read(record.headers(), record.value()).orElse(null)) {
            case ChatOpened e -> opened.add(e);
            case MessageSent e when e.attachments() != null && !e.attachments().isEmpty() -> carrying.add(e);
            case MessageDeleted e -> carrying.add(e);
            case GroupEvent e -> carrying.add(e);
            case null, default -> {}
        }
    }

    /**
     * The commands for a message with files. They do not depend on the store: of a batch that is applied again, the
     * first attempt may have reached the store and not the log.
     */
    private List<ProducerRecord<String, byte[]>> sent(MessageSent e) {
        String message = e.id().toString();
        List<UUID> files = Objects.requireNonNullElse(e.attachments(), List.<Attachment>of()).stream()
                .map(Attachment::fileId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Document known = messages.find(eq(ID, message)).first();
        if (known == null || !known.getBoolean("deleted", false)) {
            List<String> readers = chats.readersOf(e.chatId());
            files.forEach(file -> carry(file.toString(), readers, e));
            messages.updateOne(
                    eq(ID, message),
                    Updates.set("files", files.stream().map(UUID::toString).toList()),
                    UPSERT);
        }
        return AttachmentCommands.attach(e, files);
    }

    /** Adds a file of a message unless the message was deleted: a late instance must not restore access to the file. */
    private void carry(String file, List<String> readers, MessageSent e) {
        try {
            carried.updateOne(
                    and(eq(ID, carriedId(file, e.id())), exists(GONE, false)),
                    Updates.combine(
                            Updates.set(SENDER, e.senderId().toString()),
                            Updates.set(CHAT, e.chatId().toString()),
                            Updates.set(SEQ, e.seq()),
                            Updates.set(
                                    READERS,
                                    readers.stream()
                                            .map(reader -> reading(file, reader))
                                            .toList())),
                    UPSERT);
        } catch (MongoWriteException duplicate) {
            if (duplicate.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw duplicate;
            }
            log.debug("File of a deleted message not added: message={}", e.id());
        }
    }

    private static String carriedId(String file, UUID message) {
        return file + ":" + message;
    }

    private List<ProducerRecord<String, byte[]>> deleted(MessageDeleted e) {
        String message = e.id().toString();
        Document known = messages.find(eq(ID, message)).first();
        if (known == null) {
            return List.of(); // The message carried no file.
        }
        List<String> files = known.getList("files", String.class);
        for (String file : files) {
            carried.updateOne(
                    eq(ID, carriedId(file, e.id())),
                    Updates.combine(Updates.unset(READERS), Updates.set(GONE, true)),
                    UPSERT);
        }
        messages.updateOne(eq(ID, message), Updates.set("deleted", true));
        return AttachmentCommands.detach(e, files.stream().map(UUID::fromString).toList());
    }
}
