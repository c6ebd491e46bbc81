package io.livemarket.auth.domain;

import io.livemarket.events.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * The form of tokens with an id and a secret, {@code <id>.<256 bits in base64url>}, and the hash that is stored instead
 * of the secret.
 */
public final class TokenSecret {

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private TokenSecret() {}

    /** The token of a text, made from its id and its secret; empty where the text does not have this form. */
    public static <T> Optional<T> parse(String text, BiFunction<UUID, String, T> token) {
        int dot = text.indexOf('.');
        if (dot < 0 || !SECRET.matcher(text.substring(dot + 1)).matches()) {
            return Optional.empty();
        }
        return Ids.parse(text.substring(0, dot)).map(id -> token.apply(id, text.substring(dot + 1)));
    }

    /** SHA-256 of an ASCII text, in base64url. A secret has 256 random bits, so that no slower hash is needed. */
    public static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
