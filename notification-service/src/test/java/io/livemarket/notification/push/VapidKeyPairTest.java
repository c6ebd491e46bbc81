package io.livemarket.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VapidKeyPairTest {

    @TempDir
    private Path folder;

    @Test
    void isMadeOnceAndKeptForItsOwnersEyes() throws IOException {
        Path file = folder.resolve("secrets").resolve("vapid.keys");
        VapidKeyPair made = VapidKeyPair.in(file);
        assertThat(VapidKeyPair.in(file).publicKey()).isEqualTo(made.publicKey());
        assertThat(VapidKeyPair.in(file).secret()).isEqualTo(made.secret()).hasSize(32);
        assertThat(Base64.getUrlDecoder().decode(made.publicKey())).hasSize(65).startsWith(4);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");
        assertThat(made.toString()).isEqualTo("VapidKeyPair[]");
    }

    @Test
    void severalThatStartAtOnceHaveTheSame() {
        Path file = folder.resolve("vapid.keys");
        Set<String> keys = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 16)
                .parallel()
                .forEach(_ -> keys.add(VapidKeyPair.in(file).publicKey()));
        assertThat(keys).hasSize(1);
    }

    @Test
    void theGivenPairIsTakenAndAnotherRefused() throws IOException {
        VapidKeyPair.in(folder.resolve("one"));
        VapidKeyPair.in(folder.resolve("other"));
        List<String> one = Files.readAllLines(folder.resolve("one"));
        List<String> other = Files.readAllLines(folder.resolve("other"));
        assertThat(VapidKeyPair.of(one.get(0), one.get(1)).publicKey()).isEqualTo(one.get(0));
        assertRefused(one.get(0), other.get(1));
        assertRefused("nonsense", one.get(1));
        assertRefused(one.get(0), "nonsense");
        assertThat(new HashSet<>(one)).doesNotContainAnyElementsOf(other);
    }

    /** There is no default, in whatever profile. */
    @Test
    void withoutKeysNothingStarts() {
        assertRefused(null, null);
        assertRefused("", " ");
    }

    private static void assertRefused(String publicKey, String privateKey) {
        assertThatIllegalStateException()
                .isThrownBy(() -> VapidKeyPair.of(publicKey, privateKey))
                .withMessageContaining("livemarket.notification.push")
                .withNoCause();
    }
}
