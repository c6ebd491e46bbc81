package io.livemarket.product.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.products.ProductCommand;
import io.livemarket.events.products.ProductResult;
import io.livemarket.events.products.ProductResult.CommandAccepted;
import io.livemarket.events.products.ProductResult.CommandRefused;
import io.livemarket.kit.command.CommandClient;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.web.ApiException;
import java.util.UUID;

/** Publishes the commands of REST callers and waits for each command's outcome. */
public final class ProductCommands {

    private final CommandSender<ProductCommand> sender;
    private final CommandClient<ProductResult> client;

    public ProductCommands(CommandSender<ProductCommand> sender, CommandClient<ProductResult> client) {
        this.sender = sender;
        this.client = client;
    }

    /**
     * Publishes a command and waits until it is decided.
     *
     * @throws ApiException with the code of the rejection
     * @throws java.util.concurrent.CompletionException when the outcome is not known within the command timeout, or the
     *     command was not published
     */
    public CommandAccepted decide(ProductCommand command) {
        UUID commandId = Ids.next();
        return switch (client.ask(
                commandId, () -> sender.send(commandId, command.productId(), command, Envelope.Reply.ALWAYS))) {
            case CommandAccepted accepted -> accepted;
            case CommandRefused refused -> throw new ApiException(refused.code());
        };
    }
}
