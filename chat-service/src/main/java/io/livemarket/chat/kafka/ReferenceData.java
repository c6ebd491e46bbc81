package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Attachments.SentFile;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Data of other services that deciding looks up: registered users, and the descriptions of uploaded files. */
interface ReferenceData {

    /** Whether the user was ever registered; also true once the account was deleted. */
    boolean userExists(UUID userId);

    boolean userDeleted(UUID userId);

    Optional<SentFile> file(UUID fileId);

    /**
     * Whether every user and file that was there at this call is known: false until it is, and for ever where that
     * cannot be found out. A look-up that follows an answer of true is final for those users and files.
     */
    BooleanSupplier asOfNow();
}
