package io.livemarket.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps before a command, newest last; shared by all specifications that continue it. */
record History(@Nullable History before, Object step) {

    /** A failure message shows this number of steps at most, the newest ones. */
    private static final int SHOWN = 40;

    static History after(@Nullable History before, Object step) {
        return new History(before, step);
    }

    /** The steps as failure messages show them, one a line. */
    static String text(@Nullable History newest) {
        Deque<String> lines = new ArrayDeque<>();
        History each = newest;
        while (each != null && lines.size() < SHOWN) {
            lines.addFirst("  " + each.step());
            each = each.before();
        }
        if (each != null) {
            lines.addFirst("  … (earlier steps are not shown)");
        }
        return lines.isEmpty() ? "  (nothing)" : lines.stream().collect(Collectors.joining("\n"));
    }
}
