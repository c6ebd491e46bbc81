package io.livemarket.loadtest.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Panels one above another, written as SVG: without a library, and equal text for equal reports.
 *
 * @param caption below the panels
 * @param axis name of the horizontal axis
 * @param at its values, ascending
 * @param from start of a stretch that is shaded
 * @param to its end; not more than {@code from} for none
 */
public record Picture(String caption, String axis, double[] at, double from, double to, List<Panel> panels) {

    private static final int WIDTH = 860;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 34;
    private static final int HEIGHT = 190;
    private static final int GAP = 62;
    private static final int LEGEND_STEP = 170;
    private static final int TICKS = 5;

    /** The whole document. */
    public String svg() {
        int height = TOP + panels.size() * (HEIGHT + GAP) + 24;
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                height);
        add(svg, "<title>%s</title>", escaped(caption));
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
        for (int panel = 0; panel < panels.size(); panel++) {
            draw(svg, panels.get(panel), TOP + panel * (HEIGHT + GAP));
        }
        add(svg, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT, height - 12, escaped(caption));
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, Panel panel, int top) {
        double highest =
                panel.logarithmic() ? Math.pow(10, Math.ceil(Math.log10(panel.highest()))) : nice(panel.highest());
        add(svg, "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>", LEFT, top - 20, escaped(panel.title()));
        if (to > from) {
            add(
                    svg,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#eeeeee\"/>",
                    x(from),
                    top,
                    x(to) - x(from),
                    HEIGHT);
        }
        for (double level : levels(panel, highest)) {
            double y = y(panel, level, highest, top);
            add(
                    svg,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#cccccc\"/>",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    y);
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>", LEFT - 6, y + 4, level);
        }
        if (panel.limit() != null) {
            double y = y(panel, panel.limit(), highest, top);
            add(
                    svg,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#d62728\" stroke-dasharray=\"5 4\"/>",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    y);
        }
        for (int line = 0; line < panel.lines().size(); line++) {
            Panel.Line each = panel.lines().get(line);
            add(
                    svg,
                    "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>",
                    LEFT + line * LEGEND_STEP,
                    top - 5,
                    each.colour(),
                    escaped(each.name()));
            add(
                    svg,
                    "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>",
                    path(panel, each, highest, top),
                    each.colour());
        }
        axis(svg, top + HEIGHT);
    }

    private void axis(StringBuilder svg, int y) {
        double last = at[at.length - 1];
        double step = nice((last - at[0]) / (2.0 * TICKS));
        for (double value = at[0]; value <= last; value += step) {
            add(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>", x(value), y + 16, value);
        }
        add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", WIDTH - RIGHT, y + 30, escaped(axis));
    }

    private static List<Double> levels(Panel panel, double highest) {
        List<Double> levels = new ArrayList<>();
        if (panel.logarithmic()) {
            for (double level = 1; level <= highest; level *= 10) {
                levels.add(level);
            }
        } else {
            for (int tick = 0; tick <= TICKS; tick++) {
                levels.add(highest * tick / TICKS);
            }
        }
        return levels;
    }

    private String path(Panel panel, Panel.Line line, double highest, int top) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int point = 0; point < at.length; point++) {
            double value = line.values()[point];
            if (!Double.isNaN(value)) {
                path.append(String.format(
                        Locale.ROOT,
                        "%s%.1f %.1f",
                        drawing ? " L" : " M",
                        x(at[point]),
                        y(panel, value, highest, top)));
            }
            drawing = !Double.isNaN(value);
        }
        return path.toString().strip();
    }

    private double x(double value) {
        double span = Math.max(at[at.length - 1] - at[0], 1e-9);
        return LEFT + (value - at[0]) / span * (WIDTH - LEFT - RIGHT);
    }

    private static double y(Panel panel, double value, double highest, int top) {
        double share = panel.logarithmic() ? Math.log10(Math.max(1, value)) / Math.log10(highest) : value / highest;
        return top + HEIGHT * (1 - share);
    }

    /** The next of 1, 2, 5, 10, 20, … */
    static double nice(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 5}) {
            if (value <= step * power * (1 + 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
