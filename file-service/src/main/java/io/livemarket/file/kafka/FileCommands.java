package io.livemarket.file.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileResult;
import io.livemarket.events.files.FileResult.CommandAccepted;
import io.livemarket.events.files.FileResult.CommandRefused;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.command.CommandClient;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.web.ApiException;
import java.util.UUID;

/** Has commands about files decided on behalf of REST callers. */
public final class FileCommands {

    private final CommandSender<FileCommand> sender;
    private final CommandClient<FileResult> client;

    public FileCommands(CommandSender<FileCommand> sender, CommandClient<FileResult> client) {
        this.sender = sender;
        this.client = client;
    }

    /**
     * Has a command decided.
     *
     * @throws ApiException with the refusal's code
     * @throws java.util.concurrent.CompletionException when the outcome is not known in time, or the command could not
     *     be written
     */
    public CommandAccepted decide(FileCommand command) {
        UUID commandId = Ids.next();
        return switch (client.ask(
                commandId, () -> sender.send(commandId, command.fileId(), command, Envelope.Reply.ALWAYS))) {
            case CommandAccepted accepted -> accepted;
            case CommandRefused refused -> throw new ApiException(refused.code());
        };
    }
}
