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
    void directionChangesLineBreaksAndTerminatorsAreRemoved() {
        assertThat(FileName.safe("gpj.\u202Eexe")).isEqualTo("gpj.exe");
        assertThat(FileName.safe("a\r\nSet-Cookie: x\u0000.png")).isEqualTo("aSet-Cookie x.png");
        assertThat(FileName.safe("a\u2028b\"; filename=c.png")).isEqualTo("a b'; filename=c.png");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "..", "/", "\\", "...", "\u202E", "a/"})
    void anEmptySafeNameBecomesFile(String given) {
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
            plano.dwg → image/vnd.dwg → plano.dwg
            dibujo.svg → image/svg+xml → dibujo.svg
            dibujo.svg → image/tiff → dibujo.svg.bin
            salvapantallas.scr → text/plain → salvapantallas.scr.txt
            factura.pdf.lnk → application/pdf → factura.pdf.lnk.pdf
            factura.pdf.js → text/plain → factura.pdf.js.txt
            juego.jar → application/zip → juego.jar.zip
            pagina.hta → text/plain → pagina.hta.txt
            foto.jpg.SCR → image/tiff → foto.jpg.SCR.bin
            foto.exe. . → image/tiff → foto.exe.bin
            comprobante.pdf.vbs... → text/plain → comprobante.pdf.vbs.txt
            'comprobante.pdf.vbs   ' → text/plain → comprobante.pdf.vbs.txt
            comprobante．pdf．vbs → text/plain → comprobante.pdf.vbs.txt
            comprobante․pdf﹒vbs → text/plain → comprobante.pdf.vbs.txt
            comprobante.pdf.ｖｂｓ → text/plain → comprobante.pdf.ｖｂｓ.txt
            'comprobante.pdf                                  .vbs' → text/plain → comprobante.pdf .vbs.txt
            clip.mp4.exe → video/mp4 → clip.mp4.exe.mp4
            clip.mov → video/quicktime → clip.mov
            voz.mp3.bat → audio/mpeg → voz.mp3.bat.mp3
            """)
    void aNameEndsAsItsTypeDoes(String given, String type, String safe) {
        assertThat(FileName.safe(given, type)).isEqualTo(safe);
    }

    /** Characters that show nothing, or that change the order of others, hide no extension. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "factura\u202Efdp.vbs",
                "factura\u2066.pdf\u2069.vbs",
                "factura.pdf\u200F.vbs",
                "factura.pdf\u3164\u3164.vbs",
                "factura.pdf\u2800.vbs",
                "factura.pdf\u00A0\u00A0.vbs",
                "factura.pdf.v\u200Bbs",
                "factura.pdf.vbs\u200E",
                "factura.pdf.vbs\u00A0.",
                "factura.pdf.vbs\uFEFF",
                "factura.pdf.vbs\uFE0F"
            })
    void noSignHidesAnEnding(String given) {
        assertThat(FileName.safe(given, "text/plain"))
                .endsWith(".txt")
                .doesNotContain("\u202E", "\u2066", "\u200F", "\u200B", "\uFEFF");
    }

    @ParameterizedTest
    @CsvSource({
        "CON, _CON",
        "con.txt, _con.txt",
        "Aux.tar.gz, _Aux.tar.gz",
        "com1.pdf, _com1.pdf",
        "LPT\u00B2.txt, _LPT\u00B2.txt",
        "concierto.txt, concierto.txt",
        "com10.txt, com10.txt",
        "nul .txt, _nul .txt"
    })
    void aNameIsNotThatOfADevice(String given, String safe) {
        assertThat(FileName.safe(given)).isEqualTo(safe);
    }

    @ParameterizedTest
    @CsvSource({"..／..／etc／passwd, -..-etc-passwd", "C：＼a.txt, C-a.txt", "a＜b＞｜？＊.txt, ab.txt", "＂x＂.txt, x.txt"})
    void signsThatLookLikeThoseOfFileSystemsAreNone(String given, String safe) {
        assertThat(FileName.safe(given).replace("'", "")).isEqualTo(safe);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u3164", "\u2800\u2800", "\u115F\u1160", "\uFE0F", "\uDB40\uDC41"})
    void aNameThatShowsNothingIsCalledFile(String given) {
        assertThat(FileName.safe(given)).isEqualTo("file");
    }

    @Test
    void aSafeNameStaysAsItIs() {
        for (String given :
                new String[] {"CON.txt", "comprobante．pdf．vbs", "a／b", "x".repeat(300) + ".vbs", "foto.exe. ."}) {
            String once = FileName.safe(given, "text/plain");
            assertThat(FileName.safe(once, "text/plain")).isEqualTo(once);
        }
    }

    @Test
    void aLongNameWithAWrongExtensionIsShortened() {
        String name = FileName.safe("n".repeat(500) + ".vbs", "text/plain");
        assertThat(name).endsWith(".vbs.txt").hasSizeLessThanOrEqualTo(120);
    }

    @Test
    void aLongNameIsCutInFrontOfItsExtension() {
        assertThat(FileName.safe("🚲".repeat(500) + ".jpeg")).isEqualTo("🚲".repeat(115) + ".jpeg");
    }
}
