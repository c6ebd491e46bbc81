package io.livemarket.ledger.drive;

import io.livemarket.ledger.model.Attempt;
import io.livemarket.ledger.model.Connection;
import io.livemarket.ledger.model.DeviceTimes;
import io.livemarket.ledger.model.MessageList;
import io.livemarket.ledger.model.Recovery;
import io.livemarket.ledger.plan.Cast;
import io.livemarket.ledger.plan.DeviceScript;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.users.RestClient;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.users.UserDirectory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** All users of a run with their devices, chats and actors. */
public final class Crowd implements AutoCloseable {

    private static final int REGISTER_AT_ONCE = 2;
    private static final long ACTORS_END_MILLIS = 60_000;
    private static final Duration SET_UP_TIMEOUT = Duration.ofSeconds(60);

    private final Recorder recorder;
    private final UserDirectory directory;
    private final RestClient rest;
    private final Network network;
    private final Probes probing;
    private final List<UserState> users = new ArrayList<>();
    private final Map<UUID, Set<UUID>> chats = new LinkedHashMap<>();
    private final Map<UUID, UserState> founders = new HashMap<>();
    private final List<Device> devices = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();

    /** @param gateways base addresses, which devices take in turn */
    public Crowd(List<URI> gateways, Recorder recorder) {
        this.recorder = recorder;
        this.directory = new UserDirectory(gateways.getFirst(), null, REGISTER_AT_ONCE, SET_UP_TIMEOUT);
        this.rest = new RestClient(gateways.getFirst(), Duration.ofSeconds(20));
        this.network = new Network(gateways, directory);
        this.probing = new Probes(rest, directory, recorder, network);
    }

    /** Registers the users and opens the chats. */
    public void assemble(Cast cast, long seed, long pauseMillis, Duration planned) {
        for (UserAccount account : directory.prepare(cast.users(), planned)) {
            users.add(new UserState(account));
        }
        cast.chats().forEach(this::open);
        for (int number = 0; number < cast.deviceOwners().size(); number++) {
            UserState owner = users.get(cast.deviceOwners().get(number));
            Device device = new Device(
                    "user-%d/device-%d".formatted(cast.deviceOwners().get(number), number),
                    owner,
                    network,
                    recorder,
                    seed + number);
            devices.add(device);
            actors.add(new Actor(
                    device,
                    new DeviceScript(seed, number, pauseMillis),
                    chats.keySet().stream()
                            .filter(chat -> !owner.chats().contains(chat))
                            .toList()));
        }
    }

    private void open(Set<Integer> members) {
        List<UserState> people = members.stream().map(users::get).toList();
        List<UUID> others = people.stream().skip(1).map(UserState::id).toList();
        Map<String, Object> body = people.size() == 2
                ? Map.of("type", "private", "participants", others)
                : Map.of("type", "group", "name", "group of the ledger", "participants", others);
        RestClient.Reply reply = rest.post("/chats", people.getFirst().account().token(), body);
        if (reply.status() != 201 && reply.status() != 200) {
            throw new SetUpException("a chat could not be opened: " + reply.problem());
        }
        UUID chat = UUID.fromString(reply.body().path("id").asString());
        chats.put(chat, new LinkedHashSet<>(people.stream().map(UserState::id).toList()));
        founders.put(chat, people.getFirst());
        people.forEach(user -> user.chats().add(chat));
    }

    /**
     * Connects every device and waits until each is up to date; returns the number of devices that were so within the
     * limit.
     */
    public int connect(Duration limit) {
        return bringUpToDate(System.nanoTime(), limit, (_, _) -> {});
    }

    /** Starts the actors. */
    public void act() {
        actors.forEach(Actor::start);
    }

    /**
     * Sends a message into every chat, and records the time until each device shows all of them.
     *
     * @param endedAtNanos the end of the fault, by {@link System#nanoTime()}
     * @param limit the longest wait for the slowest device
     * @return the number of devices that were up to date by then
     */
    public int recover(int fault, String kind, long endedAtNanos, Duration limit) {
        return bringUpToDate(
                endedAtNanos, limit, (device, millis) -> recorder.recovered(new Recovery(fault, kind, device, millis)));
    }

    private int bringUpToDate(long endedAtNanos, Duration limit, BiConsumer<String, OptionalLong> record) {
        devices.forEach(Device::comeBack);
        Map<UUID, String> probes = new HashMap<>();
        List<CompletableFuture<?>> sending = new ArrayList<>();
        founders.forEach((chat, founder) -> {
            Attempt probe = probing.prepare(chat, founder);
            probes.put(chat, probe.content());
            sending.add(CompletableFuture.runAsync(() -> probing.send(probe, founder), Thread.ofVirtual()::start));
        });
        Map<Device, CompletableFuture<Long>> upToDate = new LinkedHashMap<>();
        devices.forEach(device -> {
            Map<UUID, String> own = new HashMap<>(probes);
            own.keySet().retainAll(device.user().chats());
            upToDate.put(device, device.upToDate(own));
        });
        int recovered = 0;
        for (var entry : upToDate.entrySet()) {
            long left = endedAtNanos + limit.toNanos() - System.nanoTime();
            Long at = entry.getValue()
                    .completeOnTimeout(-1L, Math.max(1, left), TimeUnit.NANOSECONDS)
                    .join();
            OptionalLong millis = at == -1L
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.max(0, TimeUnit.NANOSECONDS.toMillis(at - endedAtNanos)));
            record.accept(entry.getKey().name(), millis);
            recovered += millis.isPresent() ? 1 : 0;
        }
        sending.forEach(CompletableFuture::join);
        return recovered;
    }

    /** Resets the sockets of up to this number of devices in the middle of a frame; returns the chosen devices. */
    public List<String> cut(int howMany, long salt) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, devices.size()).boxed().toList());
        Collections.shuffle(order, new Random(salt));
        List<Integer> chosen = order.subList(0, Math.min(howMany, order.size()));
        chosen.forEach(number -> actors.get(number).cut(salt));
        return chosen.stream().map(number -> devices.get(number).name()).toList();
    }

    /** Lets the actors finish and every device reconnect; then waits until all sockets are quiet. */
    public void settle(Duration limit, Duration quiet) throws InterruptedException {
        actors.forEach(Actor::stop);
        for (Actor actor : actors) {
            if (!actor.join(ACTORS_END_MILLIS)) {
                recorder.failed("an actor did not end");
            }
        }
        recover(Integer.MAX_VALUE, "end", System.nanoTime(), limit);
        long deadline = System.nanoTime() + limit.toNanos();
        while (network.quietMillis() < quiet.toMillis() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        if (network.quietMillis() < quiet.toMillis()) {
            recorder.failed("sockets were still sent events " + limit.toSeconds() + " s after the last request");
        }
    }

    /** Participants of every chat. */
    public Map<UUID, Set<UUID>> chats() {
        return chats;
    }

    /** All users, each with a token that is valid now. */
    public List<UserAccount> accounts() {
        return users.stream().map(UserState::account).toList();
    }

    /** The number of devices. */
    public int devices() {
        return devices.size();
    }

    /** The records of all connections. */
    public List<Connection> connections() {
        return devices.stream()
                .flatMap(device -> device.record().join().stream())
                .toList();
    }

    /** The time at which every device first showed each content. */
    public List<DeviceTimes> times() {
        return devices.stream().map(device -> device.times().join()).toList();
    }

    /** Every chat as every device shows it. */
    public List<MessageList> views() {
        return devices.stream()
                .flatMap(device -> device.lists().join().stream())
                .toList();
    }

    /** Renews tokens for the reads at the end of a long run. */
    public void renewTokens() {
        users.forEach(user -> directory.renew(user.account()).join());
    }

    @Override
    public void close() {
        actors.forEach(Actor::stop);
        network.close();
        rest.close();
        directory.close();
    }
}
