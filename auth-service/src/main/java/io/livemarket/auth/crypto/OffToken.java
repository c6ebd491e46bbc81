package io.livemarket.auth.crypto;

import io.livemarket.events.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;

/**
 * The token of the link that switches a user's reminders off: {@code <user id>.<HMAC-SHA256 in base64url>}. It names no
 * address, and is of no use for anything else. It does not expire, since mails are kept for years; it is valid for as
 * long as its master key is accepted.
 */
public final class OffToken {

    private static final String PURPOSE = "reminders-off";
    private static final int ID_LENGTH = 36;

    private OffToken() {}

    /** The token of a user. */
    public static String of(Vault vault, UUID userId) {
        return userId + "." + vault.fingerprint(PURPOSE, userId.toString());
    }

    /** The user of a token; empty for a token that was not made here. */
    public static Optional<UUID> userOf(Vault vault, String token) {
        if (token.length() <= ID_LENGTH || token.charAt(ID_LENGTH) != '.') {
            return Optional.empty();
        }
        byte[] signature = bytes(token.substring(ID_LENGTH + 1));
        return Ids.parse(token.substring(0, ID_LENGTH))
                .filter(user -> vault.fingerprints(PURPOSE, user.toString()).stream()
                        .anyMatch(valid -> MessageDigest.isEqual(bytes(valid), signature)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
