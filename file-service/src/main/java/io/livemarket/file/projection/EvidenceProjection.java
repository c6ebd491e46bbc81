package io.livemarket.file.projection;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.moderation.EvidenceMessage;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.EvidenceViewed;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.file.projection.EvidenceDocuments.Evidence;
import io.livemarket.file.projection.EvidenceDocuments.Place;
import io.livemarket.kit.projection.Projection;
import io.livemarket.kit.projection.UnreadableRecordAt;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a copy of each file that is evidence in a report or a flag, from {@code moderation.events} (decision 098). The
 * copy is made before its document, and a file with a document is skipped, so that applying a record again changes
 * nothing.
 */
public final class EvidenceProjection implements Projection {

    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);
    private static final Set<String> CONSUMED_TYPES = Stream.of(
                    UserReported.class,
                    MessageFlagged.class,
                    ReportResolved.class,
                    FlagResolved.class,
                    EvidenceViewed.class)
            .map(EVENTS.types()::nameOf)
            .collect(Collectors.toSet());

    private final EvidenceDocuments documents;
    private final EvidenceCopies copies;
    private final Duration life;
    private final Clock clock;

    /** @param life the retention of copies after their case is closed */
    public EvidenceProjection(EvidenceDocuments documents, EvidenceCopies copies, Duration life, Clock clock) {
        this.documents = documents;
        this.copies = copies;
        this.life = life;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "file-service.evidence.v1";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        for (int i = 0; i < batch.size(); i++) {
            ConsumerRecord<String, byte[]> record = batch.get(i);
            if (!CONSUMED_TYPES.contains(String.valueOf(Envelope.text(record.headers(), Envelope.TYPE)))) {
                continue;
            }
            try {
                EVENTS.read(record.headers(), record.value()).ifPresent(this::apply);
            } catch (UnreadableRecordException e) {
                throw new UnreadableRecordAt(i, e); // The records before it are applied.
            }
        }
    }

    private void apply(ModerationEvent event) {
        switch (event) {
            case UserReported e -> e.evidence().forEach(message -> hold(e, message));
            case MessageFlagged e -> {
                documents.reopen(e.messageId(), e.version());
                hold(e, e.messageId(), e.userId(), e.attachments());
            }
            case ReportResolved e ->
                documents.close(e.reportId(), e.version(), e.resolvedAt().plus(life));
            case FlagResolved e ->
                documents.close(e.messageId(), e.version(), e.resolvedAt().plus(life));
            case EvidenceViewed e
            when e.until().isAfter(clock.instant().minus(EvidenceDocuments.VIEWS_KEPT)) ->
                documents.addView(e.grant(), new Place(e.caseId(), e.fileId()), e.until());
            default -> {}
        }
    }

    private void hold(UserReported report, EvidenceMessage message) {
        hold(report, report.reportId(), message.senderId(), message.attachments());
    }

    private void hold(ModerationEvent event, UUID caseId, UUID senderId, @Nullable List<Attachment> attachments) {
        if (attachments == null) {
            return;
        }
        for (Attachment attachment : attachments) {
            UUID fileId = attachment.fileId();
            if (fileId == null) {
                continue;
            }
            Place place = new Place(caseId, fileId);
            if (!documents.isKnown(place)) {
                long size = copies.keep(event.userId(), place, senderId);
                documents.add(
                        event.userId(), event.version(), evidence(place, attachment, Math.max(0, size)), size >= 0);
            }
        }
    }

    private static Evidence evidence(Place place, Attachment attachment, long size) {
        return new Evidence(
                place,
                attachment.name() == null ? "file" : attachment.name(),
                attachment.contentType() == null ? "application/octet-stream" : attachment.contentType(),
                size);
    }
}
