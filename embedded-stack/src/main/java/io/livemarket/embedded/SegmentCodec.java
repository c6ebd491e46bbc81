package io.livemarket.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Documents as bytes and back. Reading shares the names of fields among documents: of a message they are half of what it takes. */
final class SegmentCodec {

    private static final byte END = 0;
    private static final byte DOCUMENT = 3;
    private static final byte ARRAY = 4;
    private static final int SHARED_NAMES = 1_000;

    private final Map<String, String> names = new HashMap<>();

    static void write(List<Document> documents, ByteBuf out) {
        for (Document document : documents) {
            BsonEncoder.encodeDocument(document, out);
        }
    }

    /** @throws RuntimeException when these bytes are no documents */
    List<Document> read(byte[] bytes) {
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
        List<Document> documents = new ArrayList<>(KeptCollection.SEGMENT);
        while (buffer.isReadable()) {
            documents.add(document(buffer));
        }
        return documents;
    }

    private Document document(ByteBuf buffer) {
        buffer.readIntLE();
        Document document = new Document();
        for (byte type = buffer.readByte(); type != END; type = buffer.readByte()) {
            String name = name(buffer);
            document.put(name, value(type, buffer));
        }
        return document;
    }

    private List<Object> array(ByteBuf buffer) {
        buffer.readIntLE();
        List<Object> values = new ArrayList<>();
        for (byte type = buffer.readByte(); type != END; type = buffer.readByte()) {
            buffer.skipBytes(buffer.bytesBefore(END) + 1); // Its place.
            values.add(value(type, buffer));
        }
        return values;
    }

    private Object value(byte type, ByteBuf buffer) {
        return switch (type) {
            case DOCUMENT -> document(buffer);
            case ARRAY -> array(buffer);
            default -> BsonDecoder.decodeValue(type, buffer);
        };
    }

    private String name(ByteBuf buffer) {
        int length = buffer.bytesBefore(END);
        String name = buffer.readCharSequence(length, StandardCharsets.UTF_8).toString();
        buffer.skipBytes(1);
        String shared = names.get(name);
        if (shared == null && names.size() < SHARED_NAMES && !Character.isDigit(name.isEmpty() ? '0' : name.charAt(0))) {
            names.put(name, name);
        }
        return shared == null ? name : shared;
    }
}
