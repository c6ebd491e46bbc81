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
            100 %.pdf → 100 %.pdf
            2 $; a `b`.txt → 2 $; a `b`.txt
            la "mejor" bici.pdf → la 'mejor' bici.pdf
            """)
    void aNameIsForPeopleAndNamesNoPlace(String given, String safe) {
        assertThat(FileName.safe(given)).isEqualTo(safe);
    }

    @Test
    void whatChangesDirectionBreaksLinesOrEndsTextIsLeftOut() {
        assertThat(FileName.safe("gpj.\u202Eexe")).isEqualTo("gpj.exe");
        assertThat(FileName.safe("a\r\nSet-Cookie: x\u0000.png")).isEqualTo("aSet-Cookie x.png");
        assertThat(FileName.safe("a\u2028b\"; filename=c.png")).isEqualTo("a b'; filename=c.png");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "..", "/", "\\", "...", "\u202E", "a/"})
    void whatNothingIsLeftOfIsCalledFile(String given) {
        assertThat(FileName.safe(given)).isEqualTo("file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            comprobante.pdf.vbs → text/plain → comprobante.pdf.vbs.txt
            setup.EXE → application/zip → setup.EXE.zip
            app.apk → application/zip → app.apk.zip
            foto.jpg.html → image/jpeg → foto.jpg.html.jpg
            foto.JPEG → image/jpeg → foto.JPEG
            foto.png → image/jpeg → foto.png.jpg
            notas.md → text/plain → notas.md
            notas → text/plain → notas
            .bat → text/plain → bat
            v1.2 final → application/pdf → v1.2 final.pdf
            informe.docx → application/vnd.openxmlformats-officedocument.wordprocessingml.document → informe.docx
            macro.docx → application/vnd.ms-word.document.macroEnabled.12 → macro.docx.docm
            dibujo.svg → image/svg+xml → dibujo.svg
            """)
    void aNameEndsAsItsTypeDoes(String given, String type, String safe) {
        assertThat(FileName.safe(given, type)).isEqualTo(safe);
    }

    @Test
    void aLongNameWithAnEndingOfAnotherTypeIsWithinTheLimit() {
        String name = FileName.safe("n".repeat(500) + ".vbs", "text/plain");
        assertThat(name).endsWith(".vbs.txt").hasSizeLessThanOrEqualTo(120);
    }

    @Test
    void aLongNameIsCutInFrontOfItsExtension() {
        assertThat(FileName.safe("🚲".repeat(500) + ".jpeg")).isEqualTo("🚲".repeat(115) + ".jpeg");
    }
}
