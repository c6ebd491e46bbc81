package io.livemarket.file.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class AvatarAddressTest {

    private static final UUID FILE = UUID.fromString("0199a0c1-4000-7000-8000-000000000001");

    @Test
    void onlyTheAddressOfAnUploadedPictureNamesAFile() {
        assertThat(AvatarsProjection.fileOf("/files/" + FILE + "/avatar")).contains(FILE);
        for (String other : new String[] {
            null,
            "",
            "https://example.org/files/" + FILE + "/avatar",
            "/files/" + FILE + "/content",
            "/files/" + FILE + "/avatar?x",
            "/files/------------------------------------/avatar"
        }) {
            assertThat(AvatarsProjection.fileOf(other)).as(other).isEmpty();
        }
    }
}
