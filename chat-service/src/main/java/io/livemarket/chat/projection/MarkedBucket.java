package io.livemarket.chat.projection;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bson.BsonType;
import org.bson.RawBsonDocument;

/**
 * The {@linkplain WordMarks marks} of the messages of one bucket, and the time of its first message. Messages that an
 * earlier version of the service stored have none. Reads the bytes of the stored document, since a search reads
 * thousands of them.
 */
final class MarkedBucket {

    private final ByteBuffer bytes;
    private String id = "";
    /** By place in the bucket: where the marks begin in the bytes; 0 for a message without marks. */
    private final int[] begins = new int[MessageBuckets.SIZE];
    /** By place in the bucket: the number of bytes; -1 for a deleted message. */
    private final int[] lengths = new int[MessageBuckets.SIZE];

    private long firstAt;

    /** @param bucket with the fields {@code _id}, {@code w} and {@code t}, or some of them */
    MarkedBucket(RawBsonDocument bucket) {
        ByteBuffer document = bucket.getByteBuffer().asNIO();
        bytes = ByteBuffer.wrap(document.array()).order(ByteOrder.LITTLE_ENDIAN);
        int at = document.arrayOffset() + document.position() + Integer.BYTES;
        while (bytes.get(at) != 0) {
            int value = end(at + 1) + 1;
            at = readField(BsonType.findByValue(bytes.get(at)), bytes.get(at + 1), value);
        }
    }

    /** Reads a field, which its first letter names, and returns the place after it. */
    private int readField(BsonType type, byte letter, int at) {
        return switch (type) {
            case STRING -> {
                int end = at + Integer.BYTES + bytes.getInt(at);
                id = new String(bytes.array(), at + Integer.BYTES, bytes.getInt(at) - 1, StandardCharsets.UTF_8);
                yield end;
            }
            case DATE_TIME -> {
                firstAt = bytes.getLong(at);
                yield at + Long.BYTES;
            }
            case DOCUMENT -> readMarks(at);
            default -> throw new IllegalStateException("A bucket has a field " + (char) letter + " of type " + type);
        };
    }

    private int readMarks(int document) {
        int at = document + Integer.BYTES;
        while (bytes.get(at) != 0) {
            int value = end(at + 1) + 1;
            int place = place(at + 1, value - 1);
            if (bytes.get(at) == BsonType.BINARY.getValue()) {
                begins[place] = value + Integer.BYTES + 1;
                lengths[place] = bytes.getInt(value);
                at = begins[place] + lengths[place];
            } else {
                begins[place] = value;
                lengths[place] = -1;
                at = value;
            }
        }
        return at + 1;
    }

    private int end(int textAt) {
        int end = textAt;
        while (bytes.get(end) != 0) {
            end++;
        }
        return end;
    }

    /** The place of a message whose {@code seq} is written there. */
    private int place(int from, int to) {
        return place(Long.parseLong(new String(bytes.array(), from, to - from, StandardCharsets.US_ASCII)));
    }

    private static int place(long seq) {
        return (int) ((seq - 1) % MessageBuckets.SIZE);
    }

    String id() {
        return id;
    }

    /** The time of the bucket's first message in milliseconds since 1970; 0 where it is not stored. */
    long firstAt() {
        return firstAt;
    }

    /** Whether a message contains the words, by its marks; true for a message without marks. */
    boolean mayMatch(long seq, SearchTerms terms) {
        int place = place(seq);
        return begins[place] == 0
                || lengths[place] >= 0 && terms.mayMatch(bytes.array(), begins[place], lengths[place]);
    }
}
