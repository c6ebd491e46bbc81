package io.livemarket.kit.mail;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One mail to one address, as plain text and as HTML of equal content.
 *
 * @param id the Message-ID is made from it: a repeated mail has one Message-ID, by which mail programs show it once
 * @param to the address alone, without a name
 * @param lang the language of the texts: {@code en}, {@code es}
 * @param unsubscribe the address that takes a one-click unsubscription (RFC 8058); absent for a mail that has none
 */
public record Mail(
        UUID id,
        String to,
        String lang,
        String subject,
        String text,
        String html,
        @Nullable URI unsubscribe) {

    /** A mail that its user cannot unsubscribe from, about the account itself. */
    public Mail(UUID id, String to, String lang, String subject, String text, String html) {
        this(id, to, lang, subject, text, html, null);
    }

    /** The id alone, so that no log has the address or the texts. */
    @Override
    public String toString() {
        return "Mail[" + id + "]";
    }
}
