package io.livemarket.containers;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.embedded.EmbeddedStartException;
import java.util.function.Function;

/**
 * A JVM of its own, since Testcontainers looks for an engine once in a JVM: asks a stack for a part, and prints what
 * comes of it.
 */
final class StackOwner {

    private StackOwner() {}

    public static void main(String[] arguments) {
        Function<EmbeddedStack, ?> part = switch (arguments[0]) {
            case "kafka" -> EmbeddedStack::bootstrapServers;
            case "mongo" -> EmbeddedStack::mongoUri;
            default -> EmbeddedStack::s3;
        };
        try {
            EmbeddedStack stack = EmbeddedStack.start();
            System.out.println("STARTED " + part.apply(stack));
            stack.close();
        } catch (EmbeddedStartException e) {
            System.out.println("FAILED " + e.getMessage());
        }
        System.exit(0);
    }
}
