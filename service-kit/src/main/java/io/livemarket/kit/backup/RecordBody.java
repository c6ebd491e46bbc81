package io.livemarket.kit.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** A record without its place, as bytes: timestamp, key, value and headers in their order. */
final class RecordBody {

    private static final int ABSENT = -1;

    private RecordBody() {}

    static byte[] of(ConsumerRecord<byte[], byte[]> record) throws IOException {
        return of(
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers().toArray());
    }

    static byte[] of(ProducerRecord<byte[], byte[]> record) throws IOException {
        return of(
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers().toArray());
    }

    private static byte[] of(long timestamp, byte @Nullable [] key, byte @Nullable [] value, Header[] headers)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(timestamp);
            put(out, key);
            put(out, value);
            out.writeInt(headers.length);
            for (Header header : headers) {
                out.writeUTF(header.key());
                put(out, header.value());
            }
        }
        return bytes.toByteArray();
    }

    /** The record in these bytes, for a partition. */
    static ProducerRecord<byte[], byte[]> read(TopicPartition to, byte[] body) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            long timestamp = in.readLong();
            byte[] key = take(in);
            byte[] value = take(in);
            int count = in.readInt();
            List<Header> headers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                headers.add(new RecordHeader(in.readUTF(), take(in)));
            }
            return new ProducerRecord<>(to.topic(), to.partition(), timestamp, key, value, headers);
        }
    }

    private static void put(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? ABSENT : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] take(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == ABSENT) {
            return null;
        }
        if (length < 0 || length > in.available()) {
            throw new EOFException("a part of " + length + " bytes in a record that has " + in.available() + " more");
        }
        return in.readNBytes(length);
    }
}
