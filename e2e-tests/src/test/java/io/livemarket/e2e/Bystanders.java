package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** Two people who write to each other while others do what they must not. */
final class Bystanders {

    private static final int AFTERWARDS = 5;

    private final String url;
    private final Account ana;
    private final Account bea;
    private final String chat;
    private final List<String> sent = new ArrayList<>();

    private Bystanders(String url, Account ana, Account bea, String chat) {
        this.url = url;
        this.ana = ana;
        this.bea = bea;
        this.chat = chat;
    }

    static Bystanders meet(String url) throws IOException, InterruptedException {
        Account ana = Account.register(url, "bystander-a");
        Account bea = Account.register(url, "bystander-b");
        return new Bystanders(url, ana, bea, ana.chatWith(url, bea));
    }

    void talkUntil(BooleanSupplier done) throws IOException, InterruptedException {
        while (!done.getAsBoolean()) {
            write();
        }
    }

    private void write() throws IOException, InterruptedException {
        String text = "bystander " + sent.size();
        Account writer = sent.size() % 2 == 0 ? ana : bea;
        Map<String, Object> message = Map.of("content", text, "clientMessageId", text);
        Account.Answer answer = writer.call(url, "POST", "/chats/" + chat + "/messages", message);
        while (answer.isUnavailable()) {
            answer = writer.call(url, "POST", "/chats/" + chat + "/messages", message);
        }
        assertThat(answer.expect(201).path("seq").asInt()).isEqualTo(sent.size() + 1);
        sent.add(text);
    }

    /** All that was acknowledged is there, once and in order, for both; and they go on. */
    void assertNothingIsLost() throws IOException, InterruptedException {
        for (int i = 0; i < AFTERWARDS; i++) {
            write();
        }
        for (Account reader : List.of(ana, bea)) {
            List<JsonNode> history = reader.history(url, chat);
            assertThat(history)
                    .extracting(each -> each.path("content").asString())
                    .isEqualTo(sent);
        }
    }
}
