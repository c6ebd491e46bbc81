package io.livemarket.chat;

import com.mongodb.client.MongoDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.Document;

/** The digest of a read model, which is equal for equal documents, whatever their history. */
final class Digests {

    /** The read models; how far they are ({@code projection_offsets}) is no part of them. */
    private static final List<String> READ_MODELS = List.of("chats", "message_buckets", "offers", "listings");

    private Digests() {}

    /** SHA-256 over the documents of all read models, fields sorted by name, documents by text. */
    static String of(MongoDatabase database) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String collection : READ_MODELS) {
                TreeSet<String> documents = new TreeSet<>();
                for (Document document : database.getCollection(collection).find()) {
                    documents.add(String.valueOf(sorted(document)));
                }
                digest.update((collection + documents.size()).getBytes(StandardCharsets.UTF_8));
                documents.forEach(document -> digest.update(document.getBytes(StandardCharsets.UTF_8)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static Object sorted(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                TreeMap<String, Object> fields = new TreeMap<>();
                map.forEach((name, field) -> fields.put((String) name, sorted(field)));
                yield fields;
            }
            case List<?> list -> list.stream().map(Digests::sorted).toList();
            case null, default -> value + "";
        };
    }
}
