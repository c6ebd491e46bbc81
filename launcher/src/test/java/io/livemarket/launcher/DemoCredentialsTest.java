package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCredentialsTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderKeepsItsCredentialsAndAnotherHasOthers() throws IOException {
        DemoCredentials made = DemoCredentials.in(folder.resolve("one"));

        assertThat(DemoCredentials.in(folder.resolve("one"))).isEqualTo(made);
        DemoCredentials other = DemoCredentials.in(folder.resolve("two"));
        assertThat(other.password()).isNotEqualTo(made.password());
        assertThat(other.staff()).isNotEqualTo(made.staff());
    }

    @Test
    void theSystemAcceptsBothAndNeitherShowsTheOther() throws IOException {
        DemoCredentials made = DemoCredentials.in(folder);

        assertThat(made.staff()).matches("[a-zA-Z0-9._-]{3,30}");
        assertThat(made.password()).matches("([0-9a-f]{5}-){3}[0-9a-f]{5}");
        assertThat(made.password().replace("-", "")).doesNotContain(made.staff().substring("marta-".length()));
        assertThat(made).hasToString("DemoCredentials");
    }
}
