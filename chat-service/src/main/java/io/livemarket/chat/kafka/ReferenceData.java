package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Attachments.SentFile;
import io.livemarket.chat.domain.ListedProduct;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Data of other services that decisions depend on: registered users, uploaded files and listed products. */
interface ReferenceData {

    /** Whether the user ever registered; also true for a deleted account. */
    boolean userExists(UUID userId);

    boolean userDeleted(UUID userId);

    /** Whether the user registered so shortly before a time that the account counts as new. */
    boolean isNewAccount(UUID userId, Instant at);

    /** The chats that new accounts opened at this instance. */
    FirstContacts firstContacts();

    Optional<SentFile> file(UUID fileId);

    /** The product with this id, whatever its state. */
    Optional<ListedProduct> product(UUID productId);

    /**
     * A check of whether every user, file and product is known that existed at this call. It is false until then, and
     * for ever if the topics' ends cannot be read. After it was true, look-ups of those are final.
     */
    BooleanSupplier catchUpCheck();
}
