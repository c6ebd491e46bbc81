package io.livemarket.chat;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.testing.ChatReadsContract;
import io.livemarket.testkit.running.RestClient;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** chat-service itself. */
class ChatReadsContractIT extends ChatReadsContract {

    private static RunningChatService service() {
        return RunningChatService.shared();
    }

    @Override
    protected UUID newUser() {
        return service().newUser();
    }

    @Override
    protected UUID open(UUID one, UUID other) {
        return UUID.fromString(new ChatCalls(one, as(one)).openPrivate(new ChatCalls(other, as(other))));
    }

    @Override
    protected void say(UUID chatId, UUID sender, String content) {
        new ChatCalls(sender, as(sender)).send(chatId.toString(), content);
    }

    @Override
    protected void sayAndDelete(UUID chatId, UUID sender, String content) {
        ChatCalls calls = new ChatCalls(sender, as(sender));
        calls.rest()
                .delete(ChatCalls.message(chatId.toString(), calls.send(chatId.toString(), content)))
                .expect(204);
    }

    @Override
    protected List<Long> ends() {
        return service().kafka().ends(Topics.CHAT_EVENTS).entrySet().stream()
                .sorted(Comparator.comparing(end -> end.getKey().partition()))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    protected RestClient as(UUID user) {
        return service().as(user);
    }

    @Override
    protected String token(UUID user) {
        return service().token(user);
    }
}
