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

    @Test
    void valuesThatAreNoTextsAreLeftToTheStore() {
        assertThat(index.canHandle(in("ana", null))).isFalse();
        assertThat(index.canHandle(in("ana", 1))).isFalse();
        assertThat(index.canHandle(new Document("members", new Document("$ne", "ana")))).isFalse();
    }

    private Iterable<Integer> find(Document query) {
        assertThat(index.canHandle(query)).isTrue();
        return index.getPositions(query);
    }

    private static Document in(Object... values) {
        return new Document("members", new Document("$in", Arrays.asList(values)));
    }
}
