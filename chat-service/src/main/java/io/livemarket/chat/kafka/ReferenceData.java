package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Attachments.SentFile;
import java.util.Optional;
import java.util.UUID;

/** What other services own and deciding looks up: which users exist, and what messages may say of files. */
interface ReferenceData {

    boolean userExists(UUID userId);

    Optional<SentFile> file(UUID fileId);
}
