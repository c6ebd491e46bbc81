package io.livemarket.kit.mail;

import java.util.UUID;

/**
 * One mail to one address, as plain text and as HTML of equal content.
 *
 * @param id the Message-ID is made from it: a repeated mail has one Message-ID, by which mail programs show it once
 * @param to the address alone, without a name
 * @param lang the language of the texts: {@code en}, {@code es}
 */
public record Mail(UUID id, String to, String lang, String subject, String text, String html) {

    /** The id alone, so that no log has the address or the texts. */
    @Override
    public String toString() {
        return "Mail[" + id + "]";
    }
}
