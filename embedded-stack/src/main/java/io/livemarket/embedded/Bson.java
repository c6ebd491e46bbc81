package io.livemarket.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Documents as BSON and back. One thread at a time writes. */
final class Bson {

    private static final byte[] ID_FIELD = {'_', 'i', 'd', 0};
    private static final int TYPE_AT = Integer.BYTES;
    private static final int NAME_AT = TYPE_AT + 1;
    private static final int VALUE_AT = NAME_AT + ID_FIELD.length;

    private final ByteBuf buffer = Unpooled.buffer();

    byte[] write(Document document) {
        BsonEncoder.encodeDocument(document, buffer.clear());
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    /**
     * The document with fields set; empty where one of the fields cannot be set in the bytes, see
     * {@link RawDocument#writeWith}.
     */
    Optional<byte[]> with(RawDocument document, Map<String, Object> fields) {
        if (!document.writeWith(fields, buffer.clear())) {
            return Optional.empty();
        }
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return Optional.of(bytes);
    }

    static Document read(byte[] document) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(document));
    }

    /** The {@code _id} of a document, which is nearly always its first field. */
    static @Nullable Object id(byte[] document) {
        if (Arrays.equals(document, NAME_AT, VALUE_AT, ID_FIELD, 0, ID_FIELD.length)) {
            return BsonDecoder.decodeValue(
                    document[TYPE_AT], Unpooled.wrappedBuffer(document, VALUE_AT, document.length - VALUE_AT));
        }
        return read(document).get("_id");
    }

    /** Splits documents that follow one another; each begins with its length. */
    static List<byte[]> split(byte[] documents) {
        ByteBuf buffer = Unpooled.wrappedBuffer(documents);
        List<byte[]> split = new ArrayList<>();
        while (buffer.isReadable()) {
            byte[] document = new byte[buffer.getIntLE(buffer.readerIndex())];
            buffer.readBytes(document);
            split.add(document);
        }
        return split;
    }
}
