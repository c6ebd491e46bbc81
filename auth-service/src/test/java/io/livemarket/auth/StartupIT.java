package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Invalid settings keep the service from starting. */
@ExtendWith(OutputCaptureExtension.class)
class StartupIT {

    @Test
    void withoutAMasterKeyTheServiceRefusesToStart(CapturedOutput output) {
        assertDoesNotStart();
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("livemarket.auth.master-key is not set");
    }

    @Test
    void aShortMasterKeyIsRefusedAndNotPrinted(CapturedOutput output) {
        assertDoesNotStart("--livemarket.auth.master-key=c2hvcnQtc2VjcmV0");
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("12 bytes, not 32")
                .doesNotContain("c2hvcnQtc2VjcmV0")
                .doesNotContain("short-secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "livemarket.accounts.hashing.memory-kib=1",
                "livemarket.accounts.keys.rotation=5m",
                "livemarket.accounts.limits.failures-per-account=0",
                "livemarket.auth.access-token-lifetime=0s",
                "livemarket.accounts.refresh-token-lifetime=-1s"
            })
    void aSettingOutOfBoundsPreventsTheStart(String setting, CapturedOutput output) {
        assertDoesNotStart("--livemarket.auth.master-key=" + RunningAuth.MASTER_KEY, "--" + setting);
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START");
    }

    private static void assertDoesNotStart(String... arguments) {
        assertThatThrownBy(() -> AuthServiceApplication.builder()
                        .properties("server.port=0", "livemarket.kafka.bootstrap-servers=localhost:1")
                        .run(arguments)
                        .close())
                .isInstanceOf(Exception.class);
    }
}
