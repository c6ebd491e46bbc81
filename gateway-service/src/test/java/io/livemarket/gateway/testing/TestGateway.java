package io.livemarket.gateway.testing;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.kafka.Topics;
import io.livemarket.gateway.GatewayServiceApplication;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import io.livemarket.gateway.services.ServiceName;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway on a port of its own, between a real broker and services that are fakes. */
public final class TestGateway implements AutoCloseable {

    private final Map<ServiceName, FakeService> services = new EnumMap<>(ServiceName.class);
    private final FakeReadModel model = new FakeReadModel();
    private final FakeChatService chat = new FakeChatService(model);
    private final FakeDecider decider;
    private final ConfigurableApplicationContext context;
    private final int port;

    private TestGateway(String bootstrapServers, String... settings) {
        KafkaClients clients = new KafkaClients(properties(bootstrapServers));
        new TopicProvisioner(clients, properties(bootstrapServers).kafka())
                .provision(List.of(Topics.CHAT_COMMANDS, Topics.CHAT_EVENTS, Topics.CHAT_RESULTS));
        decider = new FakeDecider(clients, model);
        List<String> arguments = new ArrayList<>();
        for (ServiceName name : ServiceName.values()) {
            FakeService service = name == ServiceName.CHAT ? chat : new FakeService(name.id());
            services.put(name, service);
            arguments.add("--livemarket.gateway.services." + name.id() + "=" + service.uri());
        }
        arguments.addAll(List.of("--server.port=0",
                "--livemarket.instance=gateway-" + UUID.randomUUID(),
                "--livemarket.kafka.bootstrap-servers=" + bootstrapServers,
                "--livemarket.kafka.partitions=4",
                "--livemarket.gateway.health-interval=100ms",
                "--livemarket.gateway.sockets.drain=100ms",
                "--livemarket.auth.jwks-uri=" + services.get(ServiceName.AUTH).uri() + "/.well-known/jwks.json"));
        Arrays.stream(settings).map(setting -> "--" + setting).forEach(arguments::add);
        context = GatewayServiceApplication.builder().run(arguments.toArray(String[]::new));
        port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static LiveMarketProperties properties(String bootstrapServers) {
        return new LiveMarketProperties("test", "test-" + UUID.randomUUID(), Path.of("target"),
                new LiveMarketProperties.Kafka(bootstrapServers, 4, (short) -1, Map.of()),
                new LiveMarketProperties.Mongodb("mongodb://none", "none"),
                new LiveMarketProperties.Auth("livemarket", "livemarket", "http://none"), null);
    }

    /** The one that tests share which change nothing but what belongs to users of their own. */
    public static TestGateway shared() {
        return Shared.GATEWAY;
    }

    /** One with settings of its own, on the shared broker. */
    public static TestGateway with(String... settings) {
        return new TestGateway(EmbeddedStack.shared().bootstrapServers(), settings);
    }

    /** One on a broker of its own. */
    public static TestGateway on(String bootstrapServers, String... settings) {
        return new TestGateway(bootstrapServers, settings);
    }

    public int port() {
        return port;
    }

    public FakeDecider decider() {
        return decider;
    }

    public FakeReadModel model() {
        return model;
    }

    public FakeChatService chat() {
        return chat;
    }

    public FakeService service(ServiceName name) {
        return services.get(name);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A socket of that user, up to date. */
    public TestSocket online(UUID user) {
        return TestSocket.online(port, TestTokens.of(user));
    }

    @Override
    public void close() {
        context.close();
        decider.close();
        model.close();
        services.values().forEach(FakeService::close);
    }

    private static final class Shared {
        static final TestGateway GATEWAY = with();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(GATEWAY::close));
        }
    }
}
