package io.livemarket.ledger.plan;

import java.util.stream.Collectors;

/** Contents of messages: unique, and made of words that no shipped rule on content finds. */
public final class Wording {

    private static final String[] WORDS = {
        "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "islet", "juniper", "knoll", "larch",
        "maple", "north", "olive", "pearl"
    };

    private Wording() {}

    /** The content of the attempt of that number, followed by filler of up to that many words. */
    public static String of(long number, int filler) {
        String unique = Long.toHexString(number)
                .chars()
                .mapToObj(digit -> WORDS[Character.digit(digit, 16)])
                .collect(Collectors.joining(" "));
        return unique + "." + " and so on".repeat(filler);
    }
}
