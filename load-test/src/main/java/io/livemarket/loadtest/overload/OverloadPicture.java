package io.livemarket.loadtest.overload;

import io.livemarket.loadtest.messages.Slot;
import io.livemarket.loadtest.plot.Panel;
import io.livemarket.loadtest.plot.Picture;
import io.livemarket.loadtest.report.Latencies;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The picture of an overload: rates above, latencies below. */
public final class OverloadPicture {

    private static final String DUE = "#7f7f7f";
    private static final String ACCEPTED = "#1f77b4";
    private static final String REFUSED = "#ff7f0e";

    private OverloadPicture() {}

    /** Draws a report. */
    public static Picture of(OverloadReport report) {
        List<Slot> seconds = report.seconds();
        double from = report.course().before().toMillis() / 1000.0;
        double to = from + report.course().surge().toMillis() / 1000.0;
        String caption = String.format(
                Locale.ROOT,
                "%.0f/s, then %.0f/s (%.1f times what is held), then %.0f/s; lost %d, doubled %d, out of order %d",
                report.course().calmRate(),
                report.course().surgeRate(),
                report.course().surgeRate() / report.heldRate(),
                report.course().calmRate(),
                report.messages().counts().lost(),
                report.messages().counts().doubled(),
                report.messages().outOfOrder());
        return new Picture(
                caption,
                "seconds",
                line(seconds, slot -> slot.fromMs() / 1000.0),
                from,
                to,
                List.of(
                        new Panel(
                                "messages per second",
                                false,
                                report.heldRate(),
                                List.of(
                                        new Panel.Line("sent", DUE, line(seconds, Slot::due)),
                                        new Panel.Line("accepted", ACCEPTED, line(seconds, Slot::acknowledged)),
                                        new Panel.Line("refused", REFUSED, line(seconds, Slot::refused)))),
                        new Panel(
                                "milliseconds",
                                true,
                                report.limitMs(),
                                List.of(
                                        new Panel.Line(
                                                "received, p50",
                                                DUE,
                                                line(seconds, slot -> present(slot.sendToReceived(), Latencies::p50))),
                                        new Panel.Line(
                                                "received, p99",
                                                ACCEPTED,
                                                line(seconds, slot -> present(slot.sendToReceived(), Latencies::p99))),
                                        new Panel.Line(
                                                "refused, p99",
                                                REFUSED,
                                                line(
                                                        seconds,
                                                        slot -> present(slot.sendToRefused(), Latencies::p99)))))));
    }

    private static double present(Latencies ms, ToDoubleFunction<Latencies> figure) {
        return ms.count() == 0 ? Double.NaN : figure.applyAsDouble(ms);
    }

    private static double[] line(List<Slot> seconds, ToDoubleFunction<Slot> figure) {
        return seconds.stream().mapToDouble(figure).toArray();
    }
}
