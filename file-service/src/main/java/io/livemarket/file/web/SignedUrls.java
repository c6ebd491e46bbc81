package io.livemarket.file.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.storage.ObjectStore.Variant;
import io.livemarket.kit.web.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks signed addresses of files, which need no token, for {@code <img src>} for example: each is valid for
 * one file, one reader and a time, and signed by HMAC-SHA256 (RFC 2104). The reader's right is checked again at each
 * use.
 */
public final class SignedUrls {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_KEY_BYTES = 32;
    /**
     * The divisor of the life that gives the least validity of an answered address; for the rest of the life the
     * address does not change.
     */
    private static final int SPARE = 5;

    private final List<SecretKeySpec> keys;
    private final Duration life;
    private final Clock clock;

    /**
     * @param key the key that signs; base64 of at least 32 bytes
     * @param accepted further keys whose signatures are accepted
     * @param life the longest validity of an address
     */
    public SignedUrls(String key, List<String> accepted, Duration life, Clock clock) {
        this.keys = Stream.concat(
                        Stream.of(parse("livemarket.files.url-key", key)),
                        accepted.stream().map(each -> parse("livemarket.files.accepted-url-keys", each)))
                .toList();
        this.life = life;
        this.clock = clock;
    }

    private static SecretKeySpec parse(String setting, String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key.strip());
            if (bytes.length >= LEAST_KEY_BYTES) {
                return new SecretKeySpec(bytes, ALGORITHM);
            }
        } catch (IllegalArgumentException e) {
            // Not rethrown: the decoder's message would quote the key.
        }
        throw new IllegalArgumentException(setting + " is base64 of at least 32 bytes");
    }

    /**
     * The end of an address that is made for a reader now: after a fifth of the life at the earliest, after the whole
     * life at the latest. For four fifths of the life the end, and with it the address, is constant on all instances,
     * so that browsers find the content in their cache. All files of a reader have one end; the ends of different
     * readers differ, so that their clients do not all request new addresses at one time.
     */
    Instant end(UUID reader) {
        long spare = Math.max(1, life.toSeconds() / SPARE);
        long period = Math.max(1, life.toSeconds() - spare);
        long earliest = clock.instant().getEpochSecond() + spare;
        long late = Math.floorMod(earliest - Math.floorMod(reader.getLeastSignificantBits(), period), period);
        return Instant.ofEpochSecond(late == 0 ? earliest : earliest + period - late);
    }

    /** The time for which a cache may keep the answer to an address: until the address ends. */
    Duration remaining(Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** A signed address, relative to the gateway's. */
    String of(UUID fileId, Variant variant, UUID reader, Instant end) {
        return "/files/%s/%s?reader=%s&expires=%d&signature=%s"
                .formatted(
                        fileId,
                        name(variant),
                        reader,
                        end.getEpochSecond(),
                        signature(keys.getFirst(), fileId, variant, reader, end.getEpochSecond()));
    }

    /**
     * Requires that an address is signed with an accepted key and has not ended.
     *
     * @throws ApiException {@code url_invalid} or {@code url_expired}
     */
    void check(UUID fileId, Variant variant, UUID reader, long expires, String signature) {
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        if (keys.stream()
                .noneMatch(key -> MessageDigest.isEqual(
                        signature(key, fileId, variant, reader, expires).getBytes(StandardCharsets.US_ASCII), given))) {
            throw new ApiException(ErrorCode.URL_INVALID);
        }
        if (clock.instant().getEpochSecond() >= expires) {
            throw new ApiException(ErrorCode.URL_EXPIRED);
        }
    }

    static String name(Variant variant) {
        return variant.name().toLowerCase(Locale.ROOT);
    }

    private static String signature(SecretKeySpec key, UUID fileId, Variant variant, UUID reader, long expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signed = mac.doFinal(
                    "%s\n%s\n%s\n%d".formatted(fileId, variant, reader, expires).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
