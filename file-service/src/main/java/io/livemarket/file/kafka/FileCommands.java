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

/** Publishes the commands of REST callers and waits for each command's outcome. */
public final class FileCommands {

    private final CommandSender<FileCommand> sender;
    private final CommandClient<FileResult> client;

    public FileCommands(CommandSender<FileCommand> sender, CommandClient<FileResult> client) {
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
    public CommandAccepted decide(FileCommand command) {
        UUID commandId = Ids.next();
        return switch (client.ask(
                commandId, () -> sender.send(commandId, command.fileId(), command, Envelope.Reply.ALWAYS))) {
            case CommandAccepted accepted -> accepted;
            case CommandRefused refused -> throw new ApiException(refused.code());
        };
    }
}
