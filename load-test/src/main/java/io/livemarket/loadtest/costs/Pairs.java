package io.livemarket.loadtest.costs;

import io.livemarket.loadtest.SetUpException;
import java.util.ArrayList;
import java.util.List;

/** Pairs of people, each pair once, dealt out in an order in which neighbours have different first members. Pure. */
final class Pairs {

    private Pairs() {}

    /**
     * @param skip number of pairs of the order that were dealt out before
     * @param count number of pairs to deal out
     * @throws SetUpException when the people do not make that number of pairs
     */
    static <T> List<List<T>> of(List<T> people, int skip, int count) {
        List<List<T>> pairs = new ArrayList<>();
        int dealt = 0;
        // A pair at half the circle's distance would appear twice, so that the distance stays below it.
        for (int distance = 1; 2 * distance < people.size() && pairs.size() < count; distance++) {
            for (int one = 0; one < people.size() && pairs.size() < count; one++) {
                if (dealt++ >= skip) {
                    pairs.add(List.of(people.get(one), people.get((one + distance) % people.size())));
                }
            }
        }
        if (pairs.size() < count) {
            throw new SetUpException(people.size() + " people are too few for " + (skip + count) + " private chats");
        }
        return pairs;
    }
}
