package io.livemarket.loadtest.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PictureTest {

    @Test
    void aLineIsBrokenWhereItHasNoValue() throws Exception {
        Document svg = parsed(new Picture(
                "a < b & c",
                "seconds",
                new double[] {0, 1, 2, 3},
                1,
                2,
                List.of(
                        new Panel("per second", false, 50.0, List.of(new Panel.Line("sent", "#111111", new double[] {
                            0, 100, 50, 0
                        }))),
                        new Panel("ms", true, null, List.of(new Panel.Line("p99", "#222222", new double[] {
                            1, 10, Double.NaN, 100
                        }))))));
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a < b & c");
        assertThat(attribute(svg, "path", 0, "d")).isEqualTo("M70.0 224.0 L326.7 34.0 L583.3 129.0 L840.0 224.0");
        assertThat(attribute(svg, "path", 1, "d")).isEqualTo("M70.0 476.0 L326.7 381.0 M840.0 286.0");
        assertThat(attribute(svg, "rect", 1, "x")).isEqualTo("326.7");
    }

    @Test
    void axesEndAtRoundNumbers() {
        assertThat(Picture.nice(0.3)).isEqualTo(0.5);
        assertThat(Picture.nice(1)).isEqualTo(1);
        assertThat(Picture.nice(4_100)).isEqualTo(5_000);
        assertThat(Picture.nice(7_000)).isEqualTo(10_000);
    }

    private static Document parsed(Picture picture) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.svg().getBytes(StandardCharsets.UTF_8)));
    }

    private static String attribute(Document svg, String element, int at, String name) {
        return ((Element) svg.getElementsByTagName(element).item(at)).getAttribute(name);
    }
}
