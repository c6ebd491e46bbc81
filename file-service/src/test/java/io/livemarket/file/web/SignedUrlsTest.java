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
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignedUrlsTest {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final UUID FILE = UUID.randomUUID();
    private static final UUID READER = UUID.randomUUID();

    @Test
    void anAddressIsGoodUntilItsEndAndNotAMomentLonger() {
        SignedUrls now = at(NOW);
        Instant end = now.end();
        assertThat(end).isEqualTo(NOW.plusSeconds(900));
        String url = now.of(FILE, Variant.CONTENT, READER, end);
        String signature = url.substring(url.indexOf("signature=") + "signature=".length());
        assertThatCode(() -> at(end.minusSeconds(1)).check(FILE, Variant.CONTENT, READER, end.getEpochSecond(), signature))
                .doesNotThrowAnyException();
        refused(ErrorCode.URL_EXPIRED, () ->
                at(end).check(FILE, Variant.CONTENT, READER, end.getEpochSecond(), signature));
        refused(ErrorCode.URL_INVALID, () ->
                at(end).check(FILE, Variant.CONTENT, READER, end.getEpochSecond() + 1, signature));
    }

    @Test
    void aShortKeyIsNoKey() {
        assertThatThrownBy(() -> new SignedUrls(Base64.getEncoder().encodeToString(new byte[31]), Duration.ofMinutes(1),
                Clock.systemUTC())).isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static SignedUrls at(Instant now) {
        return new SignedUrls(Base64.getEncoder().encodeToString(new byte[32]), Duration.ofMinutes(15),
                Clock.fixed(now, ZoneOffset.UTC));
    }
}
