package io.livemarket.ledger.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The users and devices of a run, by number, and the chats that users share. A function of the seed.
 *
 * @param deviceOwners the user of each device
 * @param chats the users of each chat; two make a private chat, more a group
 */
public record Cast(int users, List<Integer> deviceOwners, List<Set<Integer>> chats) {

    private static final int SMALLEST_GROUP = 3;
    private static final int LARGEST_GROUP = 5;

    /**
     * Makes a cast: every second user has two devices, every user is in a private chat with the next one, and half as
     * many groups are made at random.
     *
     * @param users at least 5, so that there are chats in which a user does not take part
     */
    public static Cast of(long seed, int users) {
        Random random = new Random(~seed);
        List<Integer> owners = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            owners.addAll(Collections.nCopies(1 + user % 2, user));
        }
        List<Set<Integer>> chats = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            chats.add(new LinkedHashSet<>(List.of(user, (user + 1) % users)));
        }
        for (int group = 0; group < users / 2; group++) {
            int size = Math.min(users - 1, SMALLEST_GROUP + random.nextInt(LARGEST_GROUP - SMALLEST_GROUP + 1));
            List<Integer> everybody =
                    new ArrayList<>(IntStream.range(0, users).boxed().toList());
            Collections.shuffle(everybody, random);
            chats.add(new LinkedHashSet<>(everybody.subList(0, size)));
        }
        return new Cast(users, List.copyOf(owners), List.copyOf(chats));
    }
}
