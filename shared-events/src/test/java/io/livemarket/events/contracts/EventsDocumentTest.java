package io.livemarket.events.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EventsDocumentTest {

    private static final Path FILE = Checkout.DOCS.resolve("events.md");

    @Test
    void theDocumentsTablesAreTheCatalogue() {
        Checkout.hold(FILE, EventsDocument.with(Checkout.read(FILE), EventsDocument.generated()));
    }

    @Test
    void theDocumentNamesEveryHeader() {
        String document = Checkout.read(FILE);

        assertThat(Arrays.stream(Envelope.class.getFields()).filter(field -> Modifier.isStatic(field.getModifiers())))
                .isNotEmpty()
                .allSatisfy(header -> assertThat(document).contains("| `" + header.get(null) + "` |"));
    }

    @Test
    void aDocumentWithoutItsMarksIsRefused() {
        assertThat(EventsDocument.with("a\n" + EventsDocument.BEGIN + "old\n" + EventsDocument.END + "b\n", "new\n"))
                .isEqualTo("a\nnew\nb\n");
        assertThatThrownBy(() -> EventsDocument.with("a\n", "new\n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void retentionIsShownInReadableUnits() {
        assertThat(EventsDocument.kept(kept(null, false))).isEqualTo("for ever");
        assertThat(EventsDocument.kept(kept(Duration.ofDays(3), false))).isEqualTo("3 days");
        assertThat(EventsDocument.kept(kept(Duration.ofMinutes(30), false))).isEqualTo("30 minutes");
        assertThat(EventsDocument.kept(kept(Duration.ofHours(36), false))).isEqualTo("36 hours");
        assertThat(EventsDocument.kept(kept(null, true))).isEqualTo("newest of each key");
    }

    @Test
    void aSentenceEndsAtItsFullStopAndKeepsMarkup() {
        assertThat(RecordSources.firstSentence(" One. {@code Two}. ")).isEqualTo("One.");
        assertThat(RecordSources.firstSentence(
                        "\n     * Up to {@code upToSeq},\n     * as {@link X}.\n     *\n     * @param a b\n"))
                .isEqualTo("Up to `upToSeq`, as `X`.");
        assertThatThrownBy(() -> RecordSources.sentence("tests.unknown.v1")).isInstanceOf(AssertionError.class);
    }

    private static Topic kept(Duration kept, boolean compact) {
        return new Topic("t", "k", "o", kept, false, compact);
    }
}
