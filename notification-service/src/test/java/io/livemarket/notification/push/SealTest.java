package io.livemarket.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {

    private static final byte[] VALUE = "https://push.example.com/x".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private VapidKeyPair one;
    private VapidKeyPair other;
    private Seal seal;

    @BeforeEach
    void makeKeys() {
        one = VapidKeyPair.in(folder.resolve("one"));
        other = VapidKeyPair.in(folder.resolve("other"));
        seal = sealOf(one);
    }

    @Test
    void aSealedValueOpensForItsKeyAlone() {
        byte[] sealed = seal.seal("bea", VALUE);
        assertThat(seal.open("bea", sealed).value()).isEqualTo(VALUE);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("push.example");
        assertThat(seal.seal("bea", VALUE)).isNotEqualTo(sealed);
        assertRefused(() -> seal.open("ana", sealed));
        assertRefused(() -> sealOf(other).open("bea", sealed));
    }

    @Test
    void valuesOfAnAcceptedKeyOpenAndNameIt() {
        byte[] former = seal.seal("bea", VALUE);
        Seal rotated = sealOf(other, one);
        assertThat(rotated.open("bea", former).value()).isEqualTo(VALUE);
        assertThat(rotated.open("bea", former).publicKey()).isEqualTo(one.publicKey());
        byte[] current = rotated.seal("bea", VALUE);
        assertThat(rotated.open("bea", current).publicKey()).isEqualTo(other.publicKey());
        assertRefused(() -> seal.open("bea", current));
    }

    @Test
    void brokenValuesAreRefused() {
        byte[] sealed = seal.seal("bea", VALUE);
        sealed[sealed.length - 1] ^= 1;
        assertRefused(() -> seal.open("bea", sealed));
        assertRefused(() -> seal.open("bea", new byte[3]));
        assertRefused(() -> seal.open("bea", null));
    }

    @Test
    void anAcceptedKeyThatIsNoPairIsNotQuoted() {
        for (String accepted :
                List.of("nonsense", one.publicKey(), one.publicKey() + ":", one.publicKey() + ":nonsense")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> VapidKeyPairs.of(one, List.of(accepted)))
                    .withMessageContaining("livemarket.notification.push.accepted-keys")
                    .withNoCause()
                    .withMessageNotContaining(accepted);
        }
    }

    private static Seal sealOf(VapidKeyPair... pairs) {
        return new Seal(new VapidKeyPairs(List.of(pairs)));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable opening) {
        assertThatExceptionOfType(Seal.UnopenableException.class).isThrownBy(opening);
    }
}
