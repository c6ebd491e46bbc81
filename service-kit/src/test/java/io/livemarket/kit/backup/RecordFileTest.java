package io.livemarket.kit.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFileTest {

    private static final TopicPartition LOG = new TopicPartition("livemarket.it.events.v1", 3);

    @TempDir
    private Path folder;

    @Test
    void aRecordComesBackWithAllThatItHad() throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                LOG.topic(),
                LOG.partition(),
                5L,
                new byte[] {1},
                new byte[] {2},
                List.of(
                        new RecordHeader("a", new byte[] {3}),
                        new RecordHeader("a", null),
                        new RecordHeader("b", new byte[0])));
        ProducerRecord<byte[], byte[]> read = RecordBody.read(LOG, RecordBody.of(record));
        assertThat(read.headers()).isEqualTo(record.headers());
        assertThat(read.key()).isEqualTo(record.key());
        assertThat(read.value()).isEqualTo(record.value());
        assertThat(read.timestamp()).isEqualTo(5L);
        assertThat(read.partition()).isEqualTo(3);
        ProducerRecord<byte[], byte[]> nothing =
                new ProducerRecord<>(LOG.topic(), LOG.partition(), 6L, null, null, List.of());
        assertThat(RecordBody.read(LOG, RecordBody.of(nothing))).isEqualTo(nothing);
    }

    @Test
    void aFileGivesItsRecordsWithTheirOffsets() throws Exception {
        Path file = write(7, 9, 1_000_000_000_000L);
        List<Long> offsets = new ArrayList<>();
        assertThat(RecordFile.read(file, (offset, body) -> offsets.add(offset + body[0])))
                .isEqualTo(3);
        assertThat(offsets).containsExactly(7L, 10L, 1_000_000_000_002L);
    }

    @Test
    void aFileWithoutRecordsIsEmpty() throws Exception {
        assertThat(RecordFile.read(write(), (_, _) -> {})).isZero();
    }

    @Test
    void aFileThatIsCutShortIsRefused() throws Exception {
        byte[] whole = Files.readAllBytes(write(1, 2, 3));
        Path cut = folder.resolve("cut");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> RecordFile.read(cut, (_, _) -> {}))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    /** A length that no record has is found before so much memory is asked for. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 16 * 1024 * 1024 + 1, -1})
    void aRecordThatCanNotBeIsRefused(int length) throws Exception {
        Path file = compressed(out -> out.writeInt(length));
        assertThatThrownBy(() -> RecordFile.read(file, (_, _) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a record of " + length + " bytes");
    }

    @Test
    void aRecordThatIsShorterThanItsLengthIsRefused() throws Exception {
        Path file = compressed(out -> {
            out.writeInt(3);
            out.write(new byte[2]);
        });
        assertThatThrownBy(() -> RecordFile.read(file, (_, _) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut short");
    }

    @Test
    void aBodyThatEndsWithinItsPartsIsRefused() throws Exception {
        byte[] whole = RecordBody.of(new ProducerRecord<>(
                LOG.topic(),
                LOG.partition(),
                5L,
                new byte[] {1},
                new byte[] {2},
                List.of(new RecordHeader("a", new byte[] {3, 4}))));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> RecordBody.read(LOG, cut))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    /** A whole file whose one record is the offset 1 and this. */
    private Path compressed(RecordWriter record) throws IOException {
        Path file = folder.resolve("compressed");
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(0x4C4D4201);
            out.writeLong(1);
            record.to(out);
        }
        return file;
    }

    private interface RecordWriter {
        void to(DataOutputStream out) throws IOException;
    }

    private Path write(long... offsets) throws IOException {
        Path file = folder.resolve("file");
        try (RecordFile.Writer writer = new RecordFile.Writer(file)) {
            for (int i = 0; i < offsets.length; i++) {
                writer.write(offsets[i], new byte[] {(byte) i});
            }
        }
        return file;
    }
}
