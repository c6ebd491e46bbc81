package io.livemarket.presence.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;

/** Lists of user ids in a state store, 16 bytes each, in the order in which they were met. */
final class People {

    private static final int ID_BYTES = 16;

    private People() {}

    static byte[] write(Collection<UUID> people) {
        ByteBuffer bytes = ByteBuffer.allocate(people.size() * ID_BYTES);
        people.forEach(id -> bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()));
        return bytes.array();
    }

    /** Nobody for null. */
    static List<UUID> read(byte[] stored) {
        if (stored == null) {
            return List.of();
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        List<UUID> people = new ArrayList<>(stored.length / ID_BYTES);
        while (bytes.hasRemaining()) {
            people.add(new UUID(bytes.getLong(), bytes.getLong()));
        }
        return people;
    }

    /** Both together, without repetition. */
    static byte[] add(byte[] stored, Collection<UUID> more) {
        LinkedHashSet<UUID> all = new LinkedHashSet<>(read(stored));
        all.addAll(more);
        return write(all);
    }
}
