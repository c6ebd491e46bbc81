package io.livemarket.kit.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** A large batch is written whole, in slices with a rest between each two. */
@SuppressWarnings("unchecked")
class ThrottledWritesTest {

    private final List<Object> happened = new ArrayList<>();
    private final MongoCollection<Document> collection = mock(MongoCollection.class);

    ThrottledWritesTest() {
        when(collection.bulkWrite(anyList(), any(BulkWriteOptions.class))).thenAnswer(call -> {
            List<InsertOneModel<Document>> slice = call.getArgument(0);
            slice.forEach(write -> happened.add(write.getDocument().getInteger("_id")));
            BulkWriteResult result = mock(BulkWriteResult.class);
            when(result.getMatchedCount()).thenReturn(slice.size());
            return result;
        });
    }

    @Test
    void everyDocumentIsWrittenOnceAndCounted() {
        int matched = new ThrottledWrites(WriteThrottle.NONE).write(collection, writes(120));

        assertThat(matched).isEqualTo(120);
        assertThat(happened)
                .containsExactlyElementsOf(IntStream.range(0, 120).boxed().toList());
    }

    @Test
    void aPauseComesBetweenSlicesOnly() {
        new ThrottledWrites(_ -> happened.add("rest")).write(collection, writes(101));

        assertThat(happened.stream().filter("rest"::equals)).hasSize(2);
        assertThat(happened.indexOf("rest")).isEqualTo(50);
        assertThat(happened.getLast()).isEqualTo(100);
    }

    @Test
    void aSmallBatchDoesNotRest() {
        new ThrottledWrites(_ -> happened.add("rest")).write(collection, writes(50));

        assertThat(happened).doesNotContain("rest");
    }

    private static List<InsertOneModel<Document>> writes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new InsertOneModel<>(new Document("_id", i)))
                .toList();
    }
}
