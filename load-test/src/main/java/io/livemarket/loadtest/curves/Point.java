package io.livemarket.loadtest.curves;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The measurements at one size.
 *
 * @param curve name of the growing quantity
 * @param size its value
 * @param figures by name, with the unit in it, in the order of the table's columns
 */
public record Point(String curve, String size, Map<String, Double> figures) {

    static Point at(String curve, String size) {
        return new Point(curve, size, new LinkedHashMap<>());
    }

    Point with(String figure, double value) {
        figures.put(figure, value);
        return this;
    }
}
