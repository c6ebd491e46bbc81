package io.livemarket.loadtest.curves;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.process.HostTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvesTableTest {

    @Test
    void eachCurveIsATableOfSizes() {
        String tables = CurvesTable.of(new CurvesReport(
                "curves",
                List.of(
                        Point.at("members", "10").with("CPU µs", 1_234.4).with("p50 ms", 2.34),
                        Point.at("members", "100").with("CPU µs", 12_000).with("refused", 0),
                        Point.at("sockets", "5").with("heap", -7.26)),
                new HostTime.Use(0.025, 0.5)));
        assertThat(tables).isEqualTo("""
                | members | CPU µs | p50 ms | refused |
                |---|---|---|---|
                | 10 | 1,234 | 2.3 | – |
                | 100 | 12,000 | – | 0 |

                | sockets | heap |
                |---|---|
                | 5 | -7.3 |

                The machine's host took 2.5 % of the processors' time.
                """);
    }
}
