package io.livemarket.kit.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets and symmetric signatures of requests to a marketplace's programs, as the specification of Standard Webhooks
 * 1.0 has them: HMAC-SHA256 over {@code id.timestamp.body}.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
public final class StandardWebhooks {

    private static final String PREFIX = "whsec_";
    private static final int SECRET_BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private StandardWebhooks() {}

    /** A new secret: {@code whsec_} and 32 random bytes in base64. */
    public static String newSecret(SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * The value of {@code Webhook-Signature}, with a signature for each secret.
     *
     * @param id the value of {@code Webhook-Id}
     * @param seconds the value of {@code Webhook-Timestamp}, in seconds since 1970
     */
    public static String signature(List<String> secrets, String id, long seconds, byte[] body) {
        byte[] head = (id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
        return secrets.stream()
                .map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(secret, head, body)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] hmac(String secret, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update(head);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is not available", e);
        }
    }
}
