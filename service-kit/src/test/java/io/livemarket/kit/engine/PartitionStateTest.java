package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.kit.engine.PartitionState.FoldedUpTo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Committed changes are kept, and written to the store together with later ones. */
class PartitionStateTest {

    private final HeapStore store = new HeapStore();
    private final PartitionState state = new PartitionState(store);
    private final Entries<String> words = state.derived("word:", ValueCodec.TEXT, 0);

    @Test
    void keptChangesAreReadAndWrittenWhenDue() {
        words.put("a", "one");
        state.keep(new FoldedUpTo(Map.of("events", 5L, "journal", 2L), 7, "first"), 1_000);
        words.put("a", "two");
        words.put("b", "three");
        state.keep(new FoldedUpTo(Map.of("events", 9L), 8, "second"), 1_500);

        assertThat(words.get("a")).contains("two");
        assertThat(words.get("b")).contains("three");
        assertThat(state.writeAt()).isEqualTo(2_000);
        state.writeIfDue(1_999);
        assertThat(store.get("word:a")).isNull();
        assertThat(state.applied("events")).isZero();

        state.writeIfDue(2_000);
        assertThat(store.get("word:a")).asString().isEqualTo("two");
        assertThat(words.get("b")).contains("three");
        assertThat(state.applied("events")).isEqualTo(9);
        assertThat(state.applied("journal")).as("of the earlier batch").isEqualTo(2);
        assertThat(state.position()).isEqualTo(8);
        assertThat(state.lastCommand()).isEqualTo("second");
        assertThat(state.writeAt()).isEqualTo(PartitionDecider.NEVER);
    }

    /** By this time it is judged whether the journal still has the deletions that the state has not seen. */
    @Test
    void theStoresAgeIsThatOfItsOldestChange() {
        words.put("a", "one");
        state.keep(new FoldedUpTo(Map.of(), 1, null), 1_000);
        words.put("a", "two");
        state.keep(new FoldedUpTo(Map.of(), 2, null), 1_500);
        state.writeIfDue(90_000_000);
        assertThat(store.get("word:a")).asString().isEqualTo("two");
        assertThat(state.writtenAt()).isEqualTo(1_000);
        words.put("a", "three");
        state.keep(new FoldedUpTo(Map.of(), 3, null), 90_000_001);
        state.write();
        assertThat(state.writtenAt()).isEqualTo(90_000_001);
    }

    @Test
    void aKeptDeletionHidesTheStoredEntry() {
        words.put("a", "one");
        state.commit(new FoldedUpTo(Map.of(), 1, null));
        words.delete("a");
        state.keep(new FoldedUpTo(Map.of(), 2, null), 0);
        assertThat(words.get("a")).isEmpty();
        assertThat(store.get("word:a")).isNotNull();
        state.write();
        assertThat(store.get("word:a")).isNull();
    }

    @Test
    void allBeforeAKeyIsDeletedWhereverItIs() {
        words.put("a", "in the store");
        words.put("x", "stays");
        state.commit(new FoldedUpTo(Map.of(), 1, null));
        words.put("b", "kept");
        state.keep(new FoldedUpTo(Map.of(), 2, null), 0);
        words.put("c", "staged");
        words.deleteBelow("d");
        words.put("b", "anew");
        assertThat(words.get("a")).isEmpty();
        assertThat(words.get("b")).contains("anew");
        assertThat(words.get("c")).isEmpty();
        assertThat(visited()).containsExactly("b", "x");
        state.keep(new FoldedUpTo(Map.of(), 3, null), 0);
        assertThat(words.get("a")).isEmpty();
        assertThat(words.get("b")).contains("anew");
        state.write();
        assertThat(store.get("word:a")).isNull();
        assertThat(visited()).containsExactly("b", "x");
    }

    @Test
    void aDeletionOfManyThatIsDroppedDeletesNothing() {
        words.put("a", "one");
        state.commit(new FoldedUpTo(Map.of(), 1, null));
        words.deleteBelow("b");
        state.forget();
        assertThat(store.get("word:a")).isNotNull();
    }

    @Test
    void entriesOfTheJournalAreDeletedOneByOne() {
        assertThatThrownBy(() -> state.journaled("mark:", ValueCodec.TEXT, 0).deleteBelow("b"))
                .isInstanceOf(IllegalStateException.class);
    }

    private List<String> visited() {
        List<String> visited = new ArrayList<>();
        words.forEach((key, _) -> visited.add(key));
        return visited;
    }

    @Test
    void aVisitOfAllEntriesFindsKeptOnes() {
        words.put("a", "one");
        state.keep(new FoldedUpTo(Map.of(), 1, null), 0);
        List<String> visited = new ArrayList<>();
        words.forEachCommitted((key, _) -> visited.add(key));
        assertThat(visited).containsExactly("a");
        words.put("b", "two");
        state.keep(new FoldedUpTo(Map.of(), 2, null), 0);
        assertThat(words.committedKeys("", 10)).containsExactly("a", "b");
        words.put("c", "three");
        words.forEach((key, _) -> visited.add(key));
        assertThat(visited).containsExactly("a", "a", "b", "c");
    }

    @Test
    void manyChangesAreDueAtOnce() {
        for (int i = 0; i < 500; i++) {
            words.put("w" + i, "x");
        }
        state.keep(new FoldedUpTo(Map.of(), 1, null), 500);
        assertThat(state.writeAt()).isEqualTo(500);
    }

    @Test
    void keptChangesOutliveADeciderAndNotAPartition() {
        words.put("a", "one");
        state.keep(new FoldedUpTo(Map.of("events", 1L), 1, null), 0);
        state.reset();
        assertThat(state.derived("word:", ValueCodec.TEXT, 0).get("a")).contains("one");

        state.reset();
        Entries<String> again = state.derived("word:", ValueCodec.TEXT, 0);
        again.put("b", "two");
        state.keep(new FoldedUpTo(Map.of("events", 2L), 2, null), 0);
        state.forget();
        assertThat(state.derived("word:", ValueCodec.TEXT, 0).get("b")).isEmpty();
        assertThat(state.applied("events"))
                .as("what was forgotten is folded again")
                .isEqualTo(1);
    }

    /**
     * The others of its batch are decided without it: a value that the journal cannot take is refused where it is
     * staged.
     */
    @Test
    void aTooLargeValueIsNotStagedForTheJournal() {
        Entries<String> notes = state.journaled("note:", ValueCodec.TEXT, 0);
        notes.put("a", "small");
        assertThatThrownBy(() -> notes.put("a", "x".repeat(Outputs.MOST_BYTES)))
                .isInstanceOf(UnproducibleException.class);
        assertThat(notes.get("a")).contains("small");
        words.put("a", "x".repeat(Outputs.MOST_BYTES + 1));
        assertThat(state.journalChanges())
                .as("what follows from the events alone goes to no broker")
                .containsOnlyKeys("note:a");
    }
}
