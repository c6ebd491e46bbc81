package io.livemarket.gateway.testing;

import io.livemarket.kit.testing.ChatReadsContract;
import io.livemarket.testkit.running.RestClient;
import java.util.List;
import java.util.UUID;

/** The fake that the gateway's tests read from. */
class FakeChatServiceContractIT extends ChatReadsContract {

    private static final TestGateway GATEWAY = TestGateway.shared();

    @Override
    protected UUID newUser() {
        return UUID.randomUUID();
    }

    @Override
    protected UUID open(UUID one, UUID other) {
        return GATEWAY.decider().open(one, other);
    }

    @Override
    protected void say(UUID chatId, UUID sender, String content) {
        GATEWAY.decider().say(chatId, sender, content);
    }

    @Override
    protected void sayAndDelete(UUID chatId, UUID sender, String content) {
        GATEWAY.decider().delete(chatId, GATEWAY.decider().say(chatId, sender, content));
    }

    @Override
    protected List<Long> ends() {
        return GATEWAY.model().ends();
    }

    @Override
    protected RestClient as(UUID user) {
        return new RestClient(GATEWAY.chat()::uri, TestTokens.of(user));
    }

    @Override
    protected String token(UUID user) {
        return TestTokens.of(user);
    }
}
