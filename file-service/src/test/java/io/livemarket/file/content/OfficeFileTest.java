package io.livemarket.file.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents of Office have the type by which programs know them, wherever in the file their parts are. */
class OfficeFileTest {

    private static final FileType TYPES =
            new FileType(List.of("application/zip", "application/x-tika-ooxml", "application/pdf"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "word/document.xml, _rels/.rels, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xl/workbook.xml, _rels/.rels, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ppt/presentation.xml, _rels/.rels, application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "word/document.xml, word/vbaProject.bin, application/vnd.ms-word.document.macroEnabled.12",
        "xl/workbook.xml, xl/vbaProject.bin, application/vnd.ms-excel.sheet.macroEnabled.12"
    })
    void aDocumentHasItsTypeWhicheverPartComesFirst(String part, String other, String type) throws IOException {
        assertThat(type(zip("[Content_Types].xml", part, other))).isEqualTo(type);
        assertThat(type(zip(other, part, "media/large.bin", "[Content_Types].xml")))
                .isEqualTo(type);
    }

    @Test
    void everyOtherZipFileIsOne() throws IOException {
        assertThat(type(zip("a.txt"))).isEqualTo("application/zip");
        assertThat(type(zip("word/document.xml"))).isEqualTo("application/zip");
        assertThat(type(zip("[Content_Types].xml", "Documents/1/FixedDocument.fdoc")))
                .isEqualTo("application/zip");
    }

    @Test
    void documentsAreTakenWhereTheyAreListed() throws IOException {
        Path document = Files.write(folder.resolve("a.docx"), zip("[Content_Types].xml", "word/document.xml"));
        assertThat(new FileType(List.of("application/zip")).of("application/zip", document))
                .isEqualTo("application/zip");
        Path archive = Files.write(folder.resolve("a.zip"), zip("a.txt"));
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(
                        () -> new FileType(List.of("application/x-tika-ooxml")).of("application/x-tika-ooxml", archive))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }

    @Test
    void anEarlierVersionsDocumentIsShownByItsName() {
        assertThat(FileType.shown("application/x-tika-ooxml", "Informe.DOCX")).endsWith("wordprocessingml.document");
        assertThat(FileType.shown("application/x-tika-ooxml", "cuentas.xlsx")).endsWith("spreadsheetml.sheet");
        assertThat(FileType.shown("application/x-tika-ooxml", "informe")).isEqualTo("application/zip");
        assertThat(FileType.shown("application/pdf", "informe.docx")).isEqualTo("application/pdf");
    }

    @Test
    void whateverTheBytesAreThereIsAType() throws IOException {
        Random random = new Random(7);
        byte[] good = zip("[Content_Types].xml", "word/document.xml", "_rels/.rels");
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
            for (int change = random.nextInt(8); change > 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(type(bytes)).startsWith("application/");
        }
    }

    private String type(byte[] content) throws IOException {
        return TYPES.of("application/zip", Files.write(folder.resolve("file"), content));
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Random random = new Random(1);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                byte[] content = new byte[name.endsWith(".bin") ? 100_000 : 10];
                random.nextBytes(content);
                zip.write(content);
            }
        }
        return bytes.toByteArray();
    }
}
