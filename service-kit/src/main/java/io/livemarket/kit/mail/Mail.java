package io.livemarket.kit.mail;

import java.util.UUID;

/**
 * One mail to one address, as plain text and as HTML of equal content.
 *
 * @param id makes the Message-ID: a mail that is sent twice has one, by which mail programs show it once
 * @param to the address alone, without a name
 * @param lang of the texts: {@code en}, {@code es}
 */
public record Mail(UUID id, String to, String lang, String subject, String text, String html) {

    /** Without the address and the texts, so that no log can hold them. */
    @Override
    public String toString() {
        return "Mail[" + id + "]";
    }
}
