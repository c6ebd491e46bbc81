package io.livemarket.file.projection;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.projection.Projection;
import io.livemarket.kit.projection.UnreadableRecordAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may read what, from the chats' events: participants of each chat ({@code chats}), the messages that carry a file
 * ({@code carriers}, by file), and what each message carried ({@code messages}), whose deletion stays, so that applying
 * its sending again brings nothing back, not even by an instance that is late. Also writes the commands that attach files to messages
 * and detach them, before the offset behind the events is kept: at least once. Records of other types, and messages whose header names no file, are
 * skipped unread.
 */
public final class ReadersProjection implements Projection {

    private static final Logger log = LoggerFactory.getLogger(ReadersProjection.class);

    static final String CHATS = "chats";
    static final String CARRIERS = "carriers";
    static final String MESSAGES = "messages";

    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final Set<String> HEARD = Set.of(EVENTS.types().nameOf(ChatOpened.class),
            EVENTS.types().nameOf(MessageSent.class), EVENTS.types().nameOf(MessageDeleted.class));
    private static final String ID = "_id";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoCollection<Document> chats;
    private final MongoCollection<Document> carriers;
    private final MongoCollection<Document> messages;

    private final Consumer<List<ProducerRecord<String, byte[]>>> commands;

    /** @param commands writes commands to files; returns when all of them are in the log, and throws when they may not be */
    public ReadersProjection(MongoDatabase database, Consumer<List<ProducerRecord<String, byte[]>>> commands) {
        this.commands = commands;
        this.chats = database.getCollection(CHATS);
        this.carriers = database.getCollection(CARRIERS);
        this.messages = database.getCollection(MESSAGES);
    }

    @Override
    public String name() {
        return "file-service.readers.v2";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        List<WriteModel<Document>> opened = new ArrayList<>();
        List<ChatEvent> carrying = new ArrayList<>();
        UnreadableRecordAt unreadable = null;
        for (int i = 0; i < batch.size() && unreadable == null; i++) {
            try {
                read(batch.get(i), opened, carrying);
            } catch (UnreadableRecordException e) {
                unreadable = new UnreadableRecordAt(i, e);
            }
        }
        if (!opened.isEmpty()) {
            chats.bulkWrite(opened, new BulkWriteOptions().ordered(false));
        }
        List<ProducerRecord<String, byte[]>> follows = new ArrayList<>();
        for (ChatEvent event : carrying) {
            follows.addAll(switch (event) {
                case MessageSent sent -> sent(sent);
                case MessageDeleted deleted -> deleted(deleted);
                default -> throw new IllegalStateException("Only messages carry files");
            });
        }
        if (!follows.isEmpty()) {
            commands.accept(follows);
        }
        if (unreadable != null) {
            throw unreadable; // What was before it is applied.
        }
    }

    private static void read(ConsumerRecord<String, byte[]> record, List<WriteModel<Document>> opened,
            List<ChatEvent> carrying) {
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        if (type != null && (!HEARD.contains(type) || Envelope.carriesNoFile(record.headers()))) {
            return;
        }
        switch (EVENTS.read(record.headers(), record.value()).orElse(null)) {
            case ChatOpened e -> opened.add(new ReplaceOneModel<>(eq(ID, e.chatId().toString()),
                    new Document(ID, e.chatId().toString())
                            .append("participants", e.participants().stream().map(UUID::toString).toList()),
                    new ReplaceOptions().upsert(true)));
            case MessageSent e when e.attachments() != null && !e.attachments().isEmpty() -> carrying.add(e);
            case MessageDeleted e -> carrying.add(e);
            case null, default -> { }
        }
    }

    /** The commands do not depend on the store: a batch that is applied again may have reached the store before, and not the log. */
    private List<ProducerRecord<String, byte[]>> sent(MessageSent e) {
        String message = e.id().toString();
        List<UUID> files = e.attachments().stream().map(Attachment::fileId).filter(Objects::nonNull).distinct().toList();
        Document known = messages.find(eq(ID, message)).first();
        if (known == null || !known.getBoolean("deleted", false)) {
            for (UUID file : files) {
                carry(file.toString(), message, e);
            }
            messages.updateOne(eq(ID, message), Updates.set("files", files.stream().map(UUID::toString).toList()), UPSERT);
        }
        return AttachmentCommands.attach(e, files);
    }

    /** Unless the message was deleted meanwhile: an instance that is late must not let its file be read again. */
    private void carry(String file, String message, MessageSent e) {
        try {
            carriers.updateOne(and(eq(ID, file), exists("gone." + message, false)), Updates.set("messages." + message,
                    new Document("chatId", e.chatId().toString()).append("senderId", e.senderId().toString())), UPSERT);
        } catch (MongoWriteException duplicate) {
            if (duplicate.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw duplicate;
            }
            log.debug("Message {} was deleted before its file was noted", message);
        }
    }

    private List<ProducerRecord<String, byte[]>> deleted(MessageDeleted e) {
        String message = e.id().toString();
        Document known = messages.find(eq(ID, message)).first();
        if (known == null) {
            return List.of(); // It carried nothing.
        }
        List<String> files = known.getList("files", String.class);
        for (String file : files) {
            carriers.updateOne(eq(ID, file), Updates.combine(
                    Updates.unset("messages." + message), Updates.set("gone." + message, true)), UPSERT);
        }
        messages.updateOne(eq(ID, message), Updates.set("deleted", true));
        return AttachmentCommands.detach(e, files.stream().map(UUID::fromString).toList());
    }
}
