package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Attachments.SentFile;
import java.util.Optional;
import java.util.UUID;

/** Data of other services that deciding looks up: registered users, and the descriptions of uploaded files. */
interface ReferenceData {

    boolean userExists(UUID userId);

    Optional<SentFile> file(UUID fileId);
}
