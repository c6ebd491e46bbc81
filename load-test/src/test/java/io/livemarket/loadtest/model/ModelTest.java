package io.livemarket.loadtest.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.kafka.Topics;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.costs.Cost;
import io.livemarket.loadtest.costs.CostsFile;
import io.livemarket.loadtest.costs.Memory;
import io.livemarket.loadtest.model.Sizing.Service;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The model on round figures: reading an event takes a gateway 100 µs, delivering a message 400, a member more 50. */
class ModelTest {

    private static final Offset<Double> ABOUT = Offset.offset(1e-6);
    private static final String EVENTS = Topics.CHAT_EVENTS.name();
    private static final String COMMANDS = Topics.CHAT_COMMANDS.name();

    @Test
    void sharedWorkIsDividedAndReadingEveryEventIsNot() {
        Service gateway = service(of(1_000, 2, 10), "gateway");
        assertThat(gateway.perInstance()).isCloseTo(0.1, ABOUT);
        assertThat(gateway.cores()).as("deliveries 0.4, ten readers 0.1 each").isCloseTo(0.4 + 10 * 0.1, ABOUT);
        assertThat(service(of(1_000, 2, 10), "chat").cores()).isCloseTo(0.3, ABOUT);
        assertThat(service(of(1_000, 2, 10), "moderation").perInstance()).isCloseTo(0.08, ABOUT);
    }

    @Test
    void anAddedMemberCostsTheMeasuredDifferencePerMember() {
        assertThat(service(of(1_000, 12, 10), "gateway").cores()).isCloseTo(0.4 + 10 * 0.05 + 10 * 0.1, ABOUT);
        assertThat(service(of(1_000, 12, 10), "chat").cores())
                .as("no dearer in a larger group")
                .isCloseTo(0.3, ABOUT);
    }

    @Test
    void instancesFollowFromTheCoresThatReadingLeaves() {
        assertThat(service(of(1_000, 2, 0), "chat").instances())
                .as("never fewer than two")
                .isEqualTo(2);
        assertThat(service(of(20_000, 2, 0), "chat").instances())
                .as("6 cores of 1 each")
                .isEqualTo(6);
        assertThat(service(of(10_000, 2, 0), "gateway").instances())
                .as("4 cores, of each 2 one reads")
                .isEqualTo(4);
    }

    @Test
    void noNumberOfInstancesHelpsOneThatCannotReadAll() {
        assertThat(service(of(20_000, 2, 0), "gateway").instances()).isInfinite();
        assertThat(of(20_000, 2, 100).limits().getFirst().what()).contains("bytes a second");
        assertThat(of(10, 2, 1).limits().getFirst())
                .isEqualTo(new Sizing.Limit("sockets of a gateway", "sockets", 50, 100, false));
    }

    @Test
    void everyGatewayMoreReadsTheEventsOnceMore() {
        Sizing ten = of(1_000, 2, 10);
        Sizing twenty = of(1_000, 2, 20);
        assertThat(ten.broker().toGateways()).isCloseTo(1_000 * 900 * 10.0, ABOUT);
        assertThat(twenty.broker().out() - ten.broker().out()).isCloseTo(1_000 * 900 * 10.0, ABOUT);
        assertThat(ten.broker().out())
                .as("seven readers were measured with two gateways and two feeds; here are ten and four")
                .isCloseTo(1_000 * (900 * (7 + 8 + 2) + 800), ABOUT);
        assertThat(ten.broker().in()).isCloseTo(1_000 * 1_700, ABOUT);
    }

    @Test
    void aTopicKeepsTheRecordsOfItsRetention() {
        Load load = new Load(1_000, 1_000, 1_000, 2, new Load.Connections(0.1, 1_200), 2, 0.5, 100);
        Sizing.Broker broker = Model.of(load, costs()).broker();
        double day = 1_000 * 0.5 * 86_400;
        assertThat(broker.diskPerDay()).isCloseTo(3 * day * 1_700, ABOUT);
        assertThat(broker.disk())
                .as("events for ever, commands for three days")
                .isCloseTo(3 * day * (900 * 100 + 800 * 3), ABOUT);
    }

    @Test
    void aRoutedEventReachesItsChatsGatewaysOnly() {
        Sizing hundred = of(1_000, 2, 100);
        assertThat(hundred.routed().copies()).isBetween(1.98, 2.0);
        assertThat(hundred.routed().out()).isLessThan(hundred.broker().out() / 8);
        assertThat(of(1_000, 2, 1).routed().copies()).isCloseTo(1, ABOUT);
    }

    @Test
    void heapIsHeldByTheInstancesTogether() {
        assertThat(service(of(1_000, 2, 10), "gateway").heap())
                .as("100 sockets of 5,000 bytes at ten gateways")
                .isCloseTo(50e6 + 100 * 5_000 / 10.0, ABOUT);
        assertThat(service(of(1_000, 2, 10), "chat").heap())
                .as("5,000 chats of 100 bytes at two instances")
                .isCloseTo(60e6 + 250_000, ABOUT);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Load(10, 10, 10, 1, new Load.Connections(0.1, 60), 0, 1, 1))
                .isInstanceOf(SetUpException.class);
    }

    @Test
    void unmeasuredCostsAreNamedAndNotMadeUp() {
        CostsFile file = new CostsFile(
                "-",
                costs().costs().stream()
                        .filter(each -> each.at().equals("400/s"))
                        .map(each -> new Cost(
                                each.of(),
                                each.at(),
                                "-",
                                1,
                                1,
                                Map.of("gateway", 500.0, "gateway-2", 100.0),
                                each.in(),
                                each.out(),
                                each.log(),
                                Map.of()))
                        .toList(),
                List.of(),
                costs().assumptions(),
                List.of());
        Sizing sizing = Model.of(load(1_000, 3, 10), file);
        assertThat(service(sizing, "gateway").cores()).isCloseTo(0.4 + 10 * 0.1, ABOUT);
        assertThat(service(sizing, "gateway").heap()).isNaN();
        assertThat(service(sizing, "chat").instances()).isNaN();
        assertThat(sizing.measured().leftOut()).contains("a message in a group", "a user", "a user who comes online");
        assertThat(sizing.limits()).extracting(Sizing.Limit::what).noneMatch(what -> what.contains("moderation"));
        assertThat(SizingText.of(sizing))
                .contains("not measured, and counted as nothing")
                .contains("unknown")
                .doesNotContain("NaN");
    }

    private static Service service(Sizing sizing, String name) {
        return sizing.services().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Sizing of(double messages, double group, int gateways) {
        return Model.of(load(messages, group, gateways), costs());
    }

    @Test
    void aCostBelowTheIdleCostIsZero() {
        CostsFile measured = costs();
        List<Cost> costs = measured.costs().stream()
                .map(cost -> switch (cost.of()) {
                    case "second of an idle socket", "user who goes offline" ->
                        cost(cost.of(), cost.at(), Map.of("gateway", -7.0, "chat", -900.0), false);
                    default -> cost;
                })
                .toList();
        CostsFile noisy = new CostsFile("-", costs, measured.memory(), measured.assumptions(), List.of());
        assertThat(Model.of(load(1_000, 2, 10), noisy).services())
                .isEqualTo(of(1_000, 2, 10).services());
    }

    private static Load load(double messages, double group, int gateways) {
        return new Load(1_000, 5_000, messages, group, new Load.Connections(0.1, 1_200), gateways, 0.3, 365);
    }

    private static CostsFile costs() {
        Map<String, Double> cpu = Map.of(
                "gateway",
                500.0,
                "gateway-2",
                100.0,
                "chat",
                300.0,
                "moderation",
                80.0,
                "notification",
                120.0,
                "kafka",
                200.0);
        return new CostsFile(
                "-",
                List.of(
                        cost("second of an idle system", "-", Map.of(), false),
                        cost("user who comes online", "-", Map.of(), false),
                        cost("user who goes offline", "-", Map.of(), false),
                        cost("second of an idle socket", "-", Map.of(), false),
                        cost("user", "-", Map.of(), false),
                        cost("chat with its first message", "-", Map.of(), true),
                        cost("message", "100/s", Map.of("chat", 9_999.0), true),
                        cost("message", "400/s", cpu, true),
                        cost("message in a group", "10 members", Map.of("gateway", 2_000.0, "chat", 5_000.0), true),
                        cost("message in a group", "40 members", Map.of("gateway", 3_500.0, "chat", 5_000.0), true)),
                List.of(
                        memory("empty", 0, 0, 50_000_000),
                        memory("400 idle sockets more", 400, 0, 52_000_000),
                        memory("1,000 idle sockets more", 1_000, 0, 55_000_000),
                        memory("filled", 0, 1_000, 0),
                        memory("filled twice", 0, 2_000, 100_000)),
                List.of(
                        assume("heap of a socket", 5_300),
                        assume("busy", 0.5),
                        assume("cores", 2),
                        assume("cores of a gateway", 4),
                        assume("sockets of a gateway", 50),
                        assume("partitions", 12),
                        assume("messages of a partition", 3_000),
                        assume("replicas", 3),
                        assume("brokers", 3),
                        assume("bytes of a broker", 10e6),
                        assume("disk of a broker", 1e15)),
                List.of());
    }

    private static Cost cost(String of, String at, Map<String, Double> cpu, boolean bytes) {
        Map<String, Double> in = bytes ? Map.of(EVENTS, 900.0, COMMANDS, 800.0) : Map.of();
        Map<String, Double> out = bytes ? Map.of(EVENTS, 7 * 900.0, COMMANDS, 800.0) : Map.of();
        return new Cost(of, at, "a command", 1, 1, cpu, in, out, in, bytes ? Map.of("chat", 300.0) : Map.of());
    }

    private static Memory memory(String at, long sockets, long chats, long heap) {
        Map<String, Long> heaps = chats > 0 ? Map.of("chat", heap) : Map.of("gateway", heap, "chat", 60_000_000L);
        return new Memory(at, "a command", 0, chats, 0, sockets, heaps, Map.of(), Map.of(), Map.of());
    }

    private static CostsFile.Assumption assume(String name, double value) {
        return new CostsFile.Assumption(name, value, "-", "-");
    }
}
