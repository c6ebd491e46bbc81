package io.livemarket.loadtest.costs;

import io.livemarket.loadtest.SetUpException;
import java.util.ArrayList;
import java.util.List;

/** Pairs of people, each pair once, dealt out in an order in which neighbours have different first members. Pure. */
final class Pairs {

    private Pairs() {}

    /**
     * @param skip how many pairs of the order were dealt out before
     * @param count how many to deal out
     * @throws SetUpException when the people do not make so many pairs
     */
    static <T> List<List<T>> of(List<T> people, int skip, int count) {
        List<List<T>> pairs = new ArrayList<>();
        int dealt = 0;
        // A pair at half the circle's distance would come twice, so that the distance stays below it.
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
