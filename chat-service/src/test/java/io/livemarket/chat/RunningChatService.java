package io.livemarket.chat;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.chat.EnforcementCommand.ApplyBlock;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.events.files.FileScan;
import io.livemarket.events.files.ImageFacts;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductEvent.ProductListed;
import io.livemarket.events.users.UserEvent.UserRegistered;
import io.livemarket.kit.config.AccountsMode;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.testing.MarketplaceIssuer;
import io.livemarket.testkit.running.EventRecords;
import io.livemarket.testkit.running.Instance;
import io.livemarket.testkit.running.RunningService;
import io.livemarket.testkit.running.SharedService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** chat-service, with the users and files that it follows and the commands of gateways. */
final class RunningChatService extends RunningService {

    private static final MarketplaceIssuer MARKETPLACE = MarketplaceIssuer.start();
    private static final SharedService<RunningChatService> SHARED =
            new SharedService<>(() -> new RunningChatService(Instance.fresh()));

    private RunningChatService(Instance instance) {
        super(
                ChatServiceApplication::builder,
                instance.trusting(issuer())
                        .with("--livemarket.chat.new-accounts.chats-per-hour=1000")
                        .with(Stream.of(MARKETPLACE.arguments(AccountsMode.BOTH))
                                .map(setting -> "--" + setting)
                                .toArray(String[]::new)));
        start();
    }

    /** The marketplace's issuer, whose tokens are accepted beside those of {@link #issuer}. */
    static MarketplaceIssuer marketplace() {
        return MARKETPLACE;
    }

    /** The instance that tests share which break nothing. */
    static RunningChatService shared() {
        return SHARED.get();
    }

    /** An instance for a test that stops it or damages its data. */
    static RunningChatService alone(String... settings) {
        return SHARED.replacedBy(
                () -> new RunningChatService(Instance.on(EmbeddedStack.shared()).with(settings)));
    }

    /** An instance with a broker and a store of its own, for a test that fills them before the start. */
    static RunningChatService on(EmbeddedStack stack) {
        return SHARED.replacedBy(() -> new RunningChatService(Instance.on(stack)));
    }

    /** Another instance beside it, with the same store; to be closed before it. */
    RunningChatService replica(String name) {
        return new RunningChatService(instance().beside(name));
    }

    KafkaClients clients() {
        return bean(KafkaClients.class);
    }

    String token(UUID user) {
        return issuer().token(user);
    }

    /** The registration of a user, written in a transaction that the caller is to commit. */
    Producer<String, byte[]> registering(UUID user) {
        return writeUncommitted(EventRecords.of(new UserRegistered(user, 1, "u" + UUID.randomUUID(), null, now())));
    }

    /** A newly uploaded image. */
    UUID newFile(UUID owner) {
        FileUploaded uploaded = new FileUploaded(
                Ids.next(),
                1,
                owner,
                "bici.jpg",
                "image/jpeg",
                10,
                "00",
                new ImageFacts(1200, 900, true),
                FileScan.UNSCANNED,
                now());
        publish(uploaded);
        return uploaded.fileId();
    }

    /** An available product of a seller, for 50 euros. */
    UUID newProduct(UUID seller) {
        ProductListed listed = new ProductListed(
                Ids.next(), 1, seller, new ProductDetails("Bici", new Money("50.00", "EUR"), null, null), now());
        publish(listed);
        return listed.productId();
    }

    /** Asks for many things at once, past REST, and wants no answers. */
    void askAll(List<? extends ChatCommand> commands) {
        CommandSender<ChatCommand> sender =
                new CommandSender<>(producer(), Topics.CHAT_COMMANDS, EventCodec.of(ChatCommand.class), "it");
        CompletableFuture.allOf(commands.stream()
                        .map(command -> sender.send(Ids.next(), command.chatId(), command, Envelope.Reply.NONE))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** Another instance in a process of its own, with the broker and the store of this one, that a test may kill. */
    Process process(String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ChatServiceApplication.class.getName()));
        command.addAll(instance().beside(name).arguments());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Asks as a gateway does, past REST, and wants no answer. */
    void ask(ChatCommand command) {
        new CommandSender<>(producer(), Topics.CHAT_COMMANDS, EventCodec.of(ChatCommand.class), "it")
                .send(Ids.next(), command.chatId(), command, Envelope.Reply.NONE)
                .join();
    }

    /**
     * Has every partition take note of a block, as moderation-service does; commands that are sent afterwards are
     * decided with it.
     */
    void block(UUID blocker, UUID other) {
        enforce(new ApplyBlock(blocker, other, true, now()));
    }

    /** Sends an order to every partition, as moderation-service does. */
    void enforce(EnforcementCommand order) {
        int partitions = producer().partitionsFor(Topics.CHAT_COMMANDS.name()).size();
        kafka().write(IntStream.range(0, partitions)
                .mapToObj(partition -> inPartition(partition, order))
                .toList());
    }

    private static ProducerRecord<String, byte[]> inPartition(int partition, EnforcementCommand order) {
        EventCodec<EnforcementCommand> codec = EventCodec.of(EnforcementCommand.class);
        RecordHeaders headers = new RecordHeaders();
        Envelope.command(headers, Ids.next(), codec.types().nameOf(order), "it", Envelope.Reply.NONE);
        return new ProducerRecord<>(
                Topics.CHAT_COMMANDS.name(), partition, order.userId().toString(), codec.write(order), headers);
    }
}
