package io.livemarket.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final byte[] VALUE = "https://push.example.com/x".getBytes(StandardCharsets.UTF_8);
    private final Seal seal = new Seal(new byte[] {1, 2, 3});

    @Test
    void opensWhatItSealedForThatKeyAlone() {
        byte[] sealed = seal.seal("bea", VALUE);
        assertThat(seal.open("bea", sealed)).isEqualTo(VALUE);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("push.example");
        assertThat(seal.seal("bea", VALUE)).isNotEqualTo(sealed);
        assertRefused(() -> seal.open("ana", sealed));
        assertRefused(() -> new Seal(new byte[] {1, 2, 4}).open("bea", sealed));
    }

    @Test
    void refusesWhatIsBroken() {
        byte[] sealed = seal.seal("bea", VALUE);
        sealed[sealed.length - 1] ^= 1;
        assertRefused(() -> seal.open("bea", sealed));
        assertRefused(() -> seal.open("bea", new byte[3]));
        assertRefused(() -> seal.open("bea", null));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable opening) {
        assertThatExceptionOfType(Seal.UnopenableException.class).isThrownBy(opening);
    }
}
