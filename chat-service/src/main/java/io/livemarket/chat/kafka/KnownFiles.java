package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Attachments.SentFile;
import io.livemarket.events.Json;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps of every file what a message says of it, and whether it is gone. */
final class KnownFiles extends ContextualProcessor<String, byte[], Void, Void> {

    private static final Logger log = LoggerFactory.getLogger(KnownFiles.class);
    private static final EventCodec<FileEvent> EVENTS = EventCodec.of(FileEvent.class);

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            EVENTS.read(record.headers(), record.value()).ifPresent(this::happened);
        } catch (UnreadableRecordException e) {
            // file-service's own read model puts it among the dead letters; a file that is not known can't be sent.
            log.error("A file event that nobody can read is passed over: {}", e.getMessage());
        }
    }

    private void happened(FileEvent event) {
        KeyValueStore<String, byte[]> files = context().getStateStore(ChatTopology.FILES);
        String key = event.fileId().toString();
        switch (event) {
            case FileUploaded e -> files.put(key,
                    Json.bytes(new SentFile(e.ownerId(), e.name(), e.contentType(), e.size(), false)));
            case FileDeleted _ -> {
                byte[] before = files.get(key);
                if (before != null) {
                    SentFile file = Json.read(before, SentFile.class);
                    files.put(key, Json.bytes(
                            new SentFile(file.ownerId(), file.name(), file.contentType(), file.size(), true)));
                }
            }
            case FileAttached _, FileDetached _ -> { }
        }
    }
}
