package io.livemarket.rules;

import java.util.Arrays;

/** Places in a folded text, each with a beginning and an exclusive end. */
final class PlacesInText {

    private static final int FEW = 4;

    private int[] begins = new int[FEW];
    private int[] ends = new int[FEW];
    private int size;

    void add(int begin, int end) {
        if (size == begins.length) {
            begins = Arrays.copyOf(begins, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        begins[size] = begin;
        ends[size++] = end;
    }

    void addAll(PlacesInText others) {
        for (int i = 0; i < others.size; i++) {
            add(others.begins[i], others.ends[i]);
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int begin(int i) {
        return begins[i];
    }

    int end(int i) {
        return ends[i];
    }

    /** Sorts the places by their beginnings; of places with equal beginnings the longest is first. */
    void sort() {
        long[] both = new long[size];
        for (int i = 0; i < size; i++) {
            both[i] = (long) begins[i] << Integer.SIZE | Integer.MAX_VALUE - ends[i];
        }
        Arrays.sort(both);
        for (int i = 0; i < size; i++) {
            begins[i] = (int) (both[i] >>> Integer.SIZE);
            ends[i] = Integer.MAX_VALUE - (int) both[i];
        }
    }

    /**
     * The index of the first place that ends before {@code begin} with at most {@code words} words between; -1 without
     * one. The places must be in the order of their ends.
     */
    int firstWithin(int words, int begin, FoldedText text) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (text.wordsBetween(ends[middle], begin) <= words) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low < size && ends[low] <= begin ? low : -1;
    }

    /**
     * Removes the places that lie within another place.
     *
     * @return this
     * @param around the other places, sorted
     */
    PlacesInText removeWithin(PlacesInText around) {
        int[] furthest = Arrays.copyOf(around.ends, around.size);
        for (int i = 1; i < furthest.length; i++) {
            furthest[i] = Math.max(furthest[i], furthest[i - 1]);
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            int last = around.lastBeginningBy(begins[i]);
            if (last < 0 || furthest[last] < ends[i]) {
                begins[kept] = begins[i];
                ends[kept++] = ends[i];
            }
        }
        size = kept;
        return this;
    }

    private int lastBeginningBy(int begin) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (begins[middle] <= begin) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
