package io.livemarket.gateway.testing;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.gateway.GatewayServiceApplication;
import io.livemarket.gateway.config.ServiceName;
import io.livemarket.gateway.socket.SocketGateway;
import io.livemarket.testkit.running.StopOrder;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway on a port of its own, between a real broker and services that are fakes. */
public final class TestGateway implements AutoCloseable {

    private final Map<ServiceName, FakeService> services = new EnumMap<>(ServiceName.class);
    private final FakeChats chats;
    private final FakeChatService chat;
    private final boolean ownChats;
    private final ConfigurableApplicationContext context;
    private final int port;

    private TestGateway(FakeChats chats, boolean ownChats, String... settings) {
        this.chats = chats;
        this.ownChats = ownChats;
        this.chat = new FakeChatService(chats.model());
        Map<String, String> all = new LinkedHashMap<>();
        for (ServiceName name : ServiceName.values()) {
            FakeService service = name == ServiceName.CHAT ? chat : new FakeService(name.id());
            services.put(name, service);
            all.put("livemarket.gateway.services." + name.id(), service.uri().toString());
        }
        all.put("server.port", "0");
        all.put("livemarket.instance", "gateway-" + UUID.randomUUID());
        all.put("livemarket.kafka.bootstrap-servers", chats.bootstrapServers());
        all.put("livemarket.gateway.health-interval", "100ms");
        all.put("livemarket.gateway.sockets.drain", "100ms");
        all.put("livemarket.auth.jwks-uri", services.get(ServiceName.AUTH).uri() + "/.well-known/jwks.json");
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            all.put(pair[0], pair[1]);
        }
        context = GatewayServiceApplication.builder()
                .run(all.entrySet().stream()
                        .map(e -> "--" + e.getKey() + "=" + e.getValue())
                        .toArray(String[]::new));
        StopOrder.assertWebServerStopsFirst(context, SocketGateway.class);
        port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** The gateway that tests share whose changes concern their own users alone. */
    public static TestGateway shared() {
        return Shared.GATEWAY;
    }

    /** One with settings of its own, among the chats that all share. */
    public static TestGateway with(String... settings) {
        return new TestGateway(Shared.CHATS, false, settings);
    }

    /** One on a broker of its own. */
    public static TestGateway on(String bootstrapServers, String... settings) {
        return new TestGateway(new FakeChats(bootstrapServers), true, settings);
    }

    public int port() {
        return port;
    }

    public FakeDecider decider() {
        return chats.decider();
    }

    public FakeReadModel model() {
        return chats.model();
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
        if (ownChats) {
            chats.close();
        }
        services.values().forEach(FakeService::close);
    }

    private static final class Shared {
        static final FakeChats CHATS = new FakeChats(EmbeddedStack.shared().bootstrapServers());
        static final TestGateway GATEWAY = with();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                GATEWAY.close();
                CHATS.close();
            }));
        }
    }
}
