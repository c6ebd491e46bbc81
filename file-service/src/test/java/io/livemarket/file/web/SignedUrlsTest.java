package io.livemarket.file.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.storage.ObjectStore.Variant;
import io.livemarket.kit.web.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignedUrlsTest {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final UUID FILE = UUID.randomUUID();
    private static final UUID READER = UUID.randomUUID();

    @Test
    void anAddressIsValidUntilExactlyItsEnd() {
        SignedUrls now = at(NOW);
        Instant end = now.end(READER);
        assertThat(end).isBetween(NOW.plusSeconds(180), NOW.plusSeconds(899));
        String url = now.of(FILE, Variant.CONTENT, READER, end);
        String signature = url.substring(url.indexOf("signature=") + "signature=".length());
        assertThatCode(() ->
                        at(end.minusSeconds(1)).check(FILE, Variant.CONTENT, READER, end.getEpochSecond(), signature))
                .doesNotThrowAnyException();
        refused(
                ErrorCode.URL_EXPIRED,
                () -> at(end).check(FILE, Variant.CONTENT, READER, end.getEpochSecond(), signature));
        refused(
                ErrorCode.URL_INVALID,
                () -> at(end).check(FILE, Variant.CONTENT, READER, end.getEpochSecond() + 1, signature));
    }

    /** So that a browser that asks again finds the file in its cache. */
    @Test
    void anAddressIsConstantForFourFifthsOfItsLife() {
        Instant changes = at(NOW).end(READER).minusSeconds(179);
        Instant end = at(changes).end(READER);
        assertThat(end).as("the next address, for its whole life").isEqualTo(changes.plusSeconds(899));
        String url = at(changes).of(FILE, Variant.CONTENT, READER, end);
        Instant later = changes.plusSeconds(719);
        assertThat(at(later).of(FILE, Variant.CONTENT, READER, at(later).end(READER)))
                .isEqualTo(url);
        assertThat(at(later).end(READER)).as("good for a fifth at least").isEqualTo(later.plusSeconds(180));
        assertThat(at(later.plusSeconds(1)).end(READER)).isEqualTo(end.plusSeconds(720));
    }

    @Test
    void theAddressesOfDifferentReadersEndAtDifferentTimes() {
        long ends = new Random(1)
                .longs(100)
                .mapToObj(bits -> at(NOW).end(new UUID(0, bits)))
                .distinct()
                .count();
        assertThat(ends).isGreaterThan(80);
    }

    @Test
    void aVeryShortLifeIsKept() {
        for (int life = 1; life < 5; life++) {
            SignedUrls urls =
                    new SignedUrls(key(1), List.of(), Duration.ofSeconds(life), Clock.fixed(NOW, ZoneOffset.UTC));
            assertThat(urls.end(READER)).isBetween(NOW.plusSeconds(1), NOW.plusSeconds(life));
        }
    }

    @Test
    void addressesOfAnAcceptedFormerKeyAreValid() {
        Instant end = at(NOW).end(READER);
        String former = signature(with(1, NOW), end);
        String current = signature(with(2, NOW, 1), end);
        assertThat(current).isNotEqualTo(former);
        assertThatCode(() -> with(2, NOW, 3, 1).check(FILE, Variant.CONTENT, READER, end.getEpochSecond(), former))
                .doesNotThrowAnyException();
        assertThatCode(() -> with(1, NOW, 2).check(FILE, Variant.CONTENT, READER, end.getEpochSecond(), current))
                .as("an instance that does not sign with it yet")
                .doesNotThrowAnyException();
        refused(
                ErrorCode.URL_INVALID,
                () -> with(2, NOW).check(FILE, Variant.CONTENT, READER, end.getEpochSecond(), former));
        refused(
                ErrorCode.URL_INVALID,
                () -> with(2, NOW, 1).check(FILE, Variant.THUMBNAIL, READER, end.getEpochSecond(), former));
    }

    @Test
    void anUnreadableKeyIsReportedWithoutItsValue() {
        assertThatThrownBy(
                        () -> new SignedUrls(key(1), List.of("so secret!"), Duration.ofMinutes(1), Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("livemarket.files.accepted-url-keys is base64 of at least 32 bytes");
    }

    private static String signature(SignedUrls urls, Instant end) {
        String url = urls.of(FILE, Variant.CONTENT, READER, end);
        return url.substring(url.indexOf("signature=") + "signature=".length());
    }

    @Test
    void aShortKeyIsNoKey() {
        assertThatThrownBy(() -> new SignedUrls(
                        Base64.getEncoder().encodeToString(new byte[31]),
                        List.of(),
                        Duration.ofMinutes(1),
                        Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable check) {
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static SignedUrls at(Instant now) {
        return with(0, now);
    }

    private static SignedUrls with(int key, Instant now, int... accepted) {
        return new SignedUrls(
                key(key),
                Arrays.stream(accepted).mapToObj(SignedUrlsTest::key).toList(),
                Duration.ofMinutes(15),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String key(int each) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) each);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
