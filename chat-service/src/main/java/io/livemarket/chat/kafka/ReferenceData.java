package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Attachments.SentFile;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Data of other services that decisions depend on: registered users, and the descriptions of uploaded files. */
interface ReferenceData {

    /** Whether the user ever registered; also true for a deleted account. */
    boolean userExists(UUID userId);

    boolean userDeleted(UUID userId);

    Optional<SentFile> file(UUID fileId);

    /**
     * A check of whether every user and file is known that existed at this call. It is false until then, and for ever
     * if the topics' ends cannot be read. After it was true, look-ups of those users and files are final.
     */
    BooleanSupplier catchUpCheck();
}
