package io.livemarket.rules.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.rules.Resources;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The similarity of texts, on labelled pairs in both languages. */
class TextSketchTest {

    @Test
    void changedTextsAreAlikeAndOtherTextsAreNot() {
        int right = 0;
        List<String> missed = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String line : Resources.lines("/similar-texts.tsv")) {
            String[] fields = line.split("\t");
            boolean alike = TextSketch.areAlike(TextSketch.of(fields[1]), TextSketch.of(fields[2]));
            boolean expected = fields[0].equals("alike");
            right += alike && expected ? 1 : 0;
            if (alike != expected) {
                (expected ? missed : wrong).add(line);
            }
        }
        double precision = right / (double) (right + wrong.size());
        double recall = right / (double) (right + missed.size());
        System.out.printf(
                "similar texts: precision %.3f, recall %.3f, missed %s, wrong %s%n", precision, recall, missed, wrong);
        assertThat(precision).isGreaterThanOrEqualTo(0.9);
        assertThat(recall).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void aShortTextHasNoSketch() {
        assertThat(TextSketch.of("Hola, ¿sigue disponible?")).isEmpty();
        assertThat(TextSketch.areAlike(new byte[0], new byte[0])).isFalse();
    }

    @Test
    void numbersLinksCaseAndAccentsDoNotCount() {
        assertThat(TextSketch.of("Llámame al 612 345 678 para hablar del precio de tu bici https://a.example/1"))
                .isEqualTo(TextSketch.of("llamame al 699 000 111 PARA hablar del precio de tu bici www.b.example/2"));
    }
}
