package io.livemarket.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One document in BSON; single fields are read and set without decoding the others. */
final class RawDocument {

    static final byte DOCUMENT = 0x03;
    private static final int LENGTH = Integer.BYTES;

    private final byte[] bytes;
    private final ByteBuffer numbers;

    RawDocument(byte[] bytes) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The named fields, where the document has them. */
    Document fields(Collection<String> names) {
        Document found = new Document();
        for (Element element = first(0); element != null; element = element.next()) {
            if (names.contains(element.name)) {
                found.put(
                        element.name,
                        BsonDecoder.decodeValue(
                                element.type,
                                Unpooled.wrappedBuffer(bytes, element.valueAt, bytes.length - element.valueAt)));
            }
        }
        return found;
    }

    /**
     * Writes the document with fields set: existing fields in their places, new ones at the end.
     *
     * @param fields a value may be {@link Within}
     * @return false where a field that is to hold further fields is no document; the written bytes are of no use then
     */
    boolean writeWith(Map<String, Object> fields, ByteBuf to) {
        return write(0, fields, to);
    }

    /** Fields to be set within a field that is a document, or does not exist yet. */
    record Within(Map<String, Object> fields) {}

    private boolean write(int documentAt, Map<String, Object> fields, ByteBuf to) {
        Map<String, Object> left = new LinkedHashMap<>(fields);
        int begin = to.writerIndex();
        to.writeIntLE(0);
        for (Element element = first(documentAt); element != null; element = element.next()) {
            Object value = left.remove(element.name);
            if (value instanceof Within within) {
                if (element.type != DOCUMENT) {
                    return false;
                }
                to.writeBytes(bytes, element.at, element.valueAt - element.at);
                write(element.valueAt, within.fields(), to);
            } else if (value != null || fields.containsKey(element.name)) {
                append(element.name, value, to);
            } else {
                to.writeBytes(bytes, element.at, element.end() - element.at);
            }
        }
        left.forEach((name, value) ->
                append(name, value instanceof Within within ? new Document(within.fields()) : value, to));
        to.writeByte(0);
        to.setIntLE(begin, to.writerIndex() - begin);
        return true;
    }

    /** Writes a document of one field, and leaves its frame out. */
    private static void append(String name, @Nullable Object value, ByteBuf to) {
        ByteBuf framed = Unpooled.buffer();
        BsonEncoder.encodeDocument(new Document(name, value), framed);
        to.writeBytes(framed, LENGTH, framed.readableBytes() - LENGTH - 1);
    }

    private @Nullable Element first(int documentAt) {
        return element(documentAt + LENGTH);
    }

    private @Nullable Element element(int at) {
        if (bytes[at] == 0) {
            return null;
        }
        int nameEnd = end(at + 1);
        return new Element(
                bytes[at], at, new String(bytes, at + 1, nameEnd - at - 1, StandardCharsets.UTF_8), nameEnd + 1);
    }

    private int end(int textAt) {
        int end = textAt;
        while (bytes[end] != 0) {
            end++;
        }
        return end;
    }

    /** A field: {@code at} is the place of its type, followed by its name and its value. */
    private final class Element {

        private final byte type;
        private final int at;
        private final String name;
        private final int valueAt;

        Element(byte type, int at, String name, int valueAt) {
            this.type = type;
            this.at = at;
            this.name = name;
            this.valueAt = valueAt;
        }

        /** By the types of the BSON specification, version 1.1. */
        int end() {
            return valueAt
                    + switch (type) {
                        case 0x01, 0x09, 0x11, 0x12 -> Long.BYTES;
                        case 0x02, 0x0D, 0x0E -> LENGTH + numbers.getInt(valueAt);
                        case 0x03, 0x04, 0x0F -> numbers.getInt(valueAt);
                        case 0x05 -> LENGTH + 1 + numbers.getInt(valueAt);
                        case 0x06, 0x0A, 0x7F, -1 -> 0;
                        case 0x07 -> 12;
                        case 0x08 -> 1;
                        case 0x0B -> RawDocument.this.end(RawDocument.this.end(valueAt) + 1) + 1 - valueAt;
                        case 0x0C -> LENGTH + numbers.getInt(valueAt) + 12;
                        case 0x10 -> Integer.BYTES;
                        case 0x13 -> 16;
                        default -> throw new IllegalStateException("A field of the unknown type " + type);
                    };
        }

        @Nullable
        Element next() {
            return element(end());
        }
    }
}
