package io.livemarket.auth.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.RefreshFamily;
import io.livemarket.auth.domain.Registration;
import io.livemarket.kit.engine.UnrecoverableException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealedValuesTest {

    private static final String FAMILY = """
            {"familyId":"7b1c2f7e-0a65-4b5c-9a52-2f3fdc3f0b11","userId":"01900000-0000-7000-8000-000000000001",
            "tokenHash":"h","expiresAt":"2026-01-02T03:04:05.006Z","revoked":true}""";

    private final Vault vault = DecidingAuth.vault(1);

    /** The purposes and shapes are those of data that exists: they never change. */
    @Test
    void valuesOfTheChangelogsOfVersion010Open() {
        RefreshFamily family = SealedValues.of(vault, AuthState.FAMILIES, RefreshFamily.class)
                .read()
                .apply(vault.seal("store families", "", bytes(FAMILY)));
        assertThat(family.tokenHash()).isEqualTo("h");
        assertThat(family.revoked()).isTrue();
        Registration registration = SealedValues.of(vault, AuthState.REGISTRATIONS, Registration.class)
                .read()
                .apply(vault.seal("store registrations", "", bytes("""
                        {"userId":"01900000-0000-7000-8000-000000000001","fingerprint":"f",
                        "registeredAt":"2026-01-02T03:04:05.006Z"}""")));
        assertThat(registration.fingerprint()).isEqualTo("f");
    }

    @Test
    void aMalformedValueIsUnrecoverableAndNotQuoted() {
        var families = SealedValues.of(vault, AuthState.FAMILIES, RefreshFamily.class);
        byte[] moved = vault.seal("store registrations", "", bytes(FAMILY));
        byte[] misshapen = vault.seal("store families", "", bytes("{\"familyId\":\"secret\"}"));
        assertThatThrownBy(() -> families.read().apply(moved)).isInstanceOf(UnrecoverableException.class);
        assertThatThrownBy(() -> families.read().apply(misshapen))
                .isInstanceOf(UnrecoverableException.class)
                .hasNoCause()
                .hasMessage("store families: not of its shape");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
