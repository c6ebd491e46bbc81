package io.livemarket.file.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            mesa de roble 📷.jpg → mesa de roble 📷.jpg
            ../../etc/passwd → passwd
            C:\\Windows\\system32\\cmd.exe → cmd.exe
            /absolute/path.png → path.png
            .htaccess → htaccess
            a<b>:c|d?e*.txt → abcde.txt
            informe.pdf... → informe.pdf
            """)
    void aNameIsForPeopleAndNamesNoPlace(String given, String safe) {
        assertThat(FileName.safe(given)).isEqualTo(safe);
    }

    @Test
    void whatChangesDirectionBreaksLinesOrEndsTextIsLeftOut() {
        assertThat(FileName.safe("gpj.\u202Eexe")).isEqualTo("gpj.exe");
        assertThat(FileName.safe("a\r\nSet-Cookie: x\u0000.png")).isEqualTo("aSet-Cookie x.png");
        assertThat(FileName.safe("a\u2028b\"; filename=c.png")).isEqualTo("a b filename=c.png");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "..", "/", "\\", "...", "\u202E", "a/"})
    void whatNothingIsLeftOfIsCalledFile(String given) {
        assertThat(FileName.safe(given)).isEqualTo("file");
    }

    @Test
    void aLongNameIsCutInFrontOfItsExtension() {
        assertThat(FileName.safe("🚲".repeat(500) + ".jpeg")).isEqualTo("🚲".repeat(115) + ".jpeg");
    }
}
