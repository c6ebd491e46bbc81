package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatCommand.SendMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Tells whether two sends with one idempotency key are the same message: a digest of what the client chose. */
final class ContentDigest {

    private static final int BYTES = 16;

    private ContentDigest() {}

    /** 128 bits of SHA-256 over type, content, attachments, product and reply, in base64. */
    static String of(SendMessage send) {
        String joined = String.join("\u0000", String.valueOf(send.type()), String.valueOf(send.content()),
                String.valueOf(send.attachments()), String.valueOf(send.productId()), String.valueOf(send.replyTo()));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(joined.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
