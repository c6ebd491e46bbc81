package io.livemarket.file.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The types that are accepted by default, by content: a type that is not cleaned of positions is not accepted. */
class FileTypeTest {

    private static final FileType TYPES = new FileType(List.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "application/pdf",
            "text/plain",
            "application/zip",
            "video/mp4",
            "audio/mpeg"));

    @ParameterizedTest
    @CsvSource({
        "MOV, 00000014667479707174202000000000",
        "MOV of before ftyp, 0000006c6d6f6f7600000064",
        "3GP, 00000018667479703367703400000000",
        "M4A, 00000018667479704d34412000000000",
        "HEIC, 00000018667479706865696300000000",
        "AVIF, 00000018667479706176696600000000",
        "WebM, 1a45dfa39f4286810142f7810142f2810442f381084282847765626d",
        "Matroska, 1a45dfa3934282886d6174726f736b61",
        "WebP, 524946462400000057454250565038582a",
        "TIFF, 49492a0008000000",
        "AVI, 524946460000000041564920",
        "EXE, 4d5a90000300000004000000ffff0000",
        "LNK, 4c0000000114020000000000c000000000000046",
        "ELF, 7f454c46020101000000000000000000",
        "class, cafebabe00000041"
    })
    void uncleanableAndExecutableFilesAreRefused(String name, String head) {
        assertThatExceptionOfType(ApiException.class)
                .as(name)
                .isThrownBy(() -> TYPES.of(HexFormat.of().parseHex(head)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }

    @Test
    void otherVideoAndAudioTypesAreCleanedWhenAccepted() {
        assertThat(List.of("video/mp4", "application/mp4", "audio/mp4", "video/quicktime", "video/x-m4v", "video/3gpp"))
                .allMatch(FileType::isVideo);
        assertThat(FileType.isVideo("audio/mpeg")).isFalse();
        assertThat(TYPES.of(HexFormat.of().parseHex("00000018667479706d70343200000000")))
                .isEqualTo("video/mp4");
    }
}
