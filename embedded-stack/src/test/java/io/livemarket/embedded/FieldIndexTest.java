package io.livemarket.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries that an index does not take cost a look at every document of the collection. */
class FieldIndexTest {

    private final FieldIndex index = new FieldIndex("members_1", List.of(new IndexKey("members", true)));

    @BeforeEach
    void fill() {
        index.add(new Document("_id", "c1").append("members", List.of("ana", "bea")), 1, null);
        index.add(new Document("_id", "c2").append("members", List.of("bea", "eva")), 2, null);
        index.add(new Document("_id", "c3").append("members", "ana"), 3, null);
    }

    @Test
    void oneTextIsFoundInTextsAndArrays() {
        assertThat(find(new Document("members", "ana"))).containsExactlyInAnyOrder(1, 3);
        assertThat(find(new Document("members", new Document("$eq", "eva")))).containsExactly(2);
        assertThat(find(new Document("members", "nadia"))).isEmpty();
    }

    @Test
    void severalTextsFindEachDocumentOnce() {
        assertThat(find(in("ana", "bea"))).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(find(in("eva", "nadia"))).containsExactly(2);
        assertThat(find(in())).isEmpty();
    }

    @Test
    void severalTextsAreFoundBesideOtherConditions() {
        Document query = new Document("$and", List.of(new Document("at", new Document("$gt", 1)), in("eva", "ana")));
        assertThat(find(query)).containsExactlyInAnyOrder(1, 2, 3);
    }

    /** An index that takes such a query and does not know the documents hides them. */
    @Test
    void aFieldOfDocumentsInAnArrayIsFound() {
        FieldIndex digests = new FieldIndex("devices.digest_1", List.of(new IndexKey("devices.digest", true)));
        Document ana = user("ana", "d1", "d2");
        digests.add(ana, 1, null);
        digests.add(user("bea", "d2"), 2, null);
        digests.add(new Document("_id", "eva").append("devices", new Document("digest", "d3")), 3, null);
        digests.add(new Document("_id", "luis"), 4, null);
        Document shared = new Document("devices.digest", "d2").append("_id", new Document("$ne", "ana"));
        assertThat(digests.canHandle(shared)).isTrue();
        assertThat(digests.getPositions(shared)).containsExactlyInAnyOrder(1, 2);
        assertThat(digests.getPositions(new Document("devices.digest", "d3"))).containsExactly(3);
        digests.updateInPlace(ana, user("ana", "d1"), 1, null);
        assertThat(digests.getPositions(shared)).containsExactly(2);
        assertThat(digests.remove(user("bea", "d2"))).isEqualTo(2);
        assertThat(digests.getPositions(shared)).isEmpty();
    }

    @Test
    void aPlaceInAnArrayIsLeftToTheStore() {
        assertThat(new FieldIndex("devices.0_1", List.of(new IndexKey("devices.0", true)))
                        .canHandle(new Document("devices.0", "d1")))
                .isFalse();
    }

    private static Document user(String id, String... digests) {
        return new Document("_id", id)
                .append(
                        "devices",
                        Arrays.stream(digests)
                                .map(digest -> new Document("digest", digest))
                                .toList());
    }

    @Test
    void valuesThatAreNoTextsAreLeftToTheStore() {
        assertThat(index.canHandle(in("ana", null))).isFalse();
        assertThat(index.canHandle(in("ana", 1))).isFalse();
        assertThat(index.canHandle(new Document("members", new Document("$ne", "ana"))))
                .isFalse();
    }

    private Iterable<Integer> find(Document query) {
        assertThat(index.canHandle(query)).isTrue();
        return index.getPositions(query);
    }

    private static Document in(Object... values) {
        return new Document("members", new Document("$in", Arrays.asList(values)));
    }
}
