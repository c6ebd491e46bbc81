package io.livemarket.testkit;

import java.util.function.UnaryOperator;

/**
 * A fact of the past that is no event of the decider: the answer of a look-up, or a setting.
 *
 * @param description the fact, for failure messages
 * @param change the state with the fact
 */
public record Circumstance<S>(String description, UnaryOperator<S> change) {

    @Override
    public String toString() {
        return description;
    }
}
