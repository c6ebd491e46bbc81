package io.livemarket.gateway.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of gateway-service, under {@code livemarket.gateway}; {@code gateway-service.yml} documents each beside its
 * default.
 *
 * @param services where each service's replicas are
 * @param healthInterval time between two health checks of each replica
 * @param allowedOrigins pages that may call us besides those of our own host, such as {@code https://shop.example}
 * @param forwardedHops proxies in front of us whose entries in {@code X-Forwarded-For} are believed
 */
@Validated
@ConfigurationProperties("livemarket.gateway")
public record GatewayProperties(
        @NotNull Map<ServiceName, List<URI>> services,
        @NotNull Duration healthInterval,
        @DefaultValue List<String> allowedOrigins,
        @Min(0) @Max(10) int forwardedHops,
        @Valid @NotNull Rest rest,
        @Valid @NotNull Sockets sockets,
        @Valid @NotNull Budgets budgets,
        @Valid @NotNull Commands commands,
        @Valid @NotNull Presence presence) {

    @AssertTrue(message = "every service needs an address: auth, chat, presence, notification, moderation, file")
    boolean isEveryServiceAddressed() {
        for (ServiceName service : ServiceName.values()) {
            if (services.getOrDefault(service, List.of()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param perSecond requests or events let through per second in the long run
     * @param burst requests or events let through at once
     */
    public record Rate(@Min(1) long perSecond, @Min(1) long burst) {}

    /**
     * REST.
     *
     * @param maxBody bytes of a request's body, but for {@code /files}
     * @param maxUpload bytes of a request's body under {@code /files}
     * @param perUser requests of one user
     * @param perAddress requests from one address
     * @param tracked users, and addresses, whose rate is remembered; the least recent are forgotten first
     */
    public record Rest(
            @NotNull DataSize maxBody,
            @NotNull DataSize maxUpload,
            @Valid @NotNull Rate perUser,
            @Valid @NotNull Rate perAddress,
            @Min(100) int tracked) {}

    /**
     * Sockets.
     *
     * @param max sockets at a time, on this instance
     * @param perUser sockets of one user at a time
     * @param perAddress sockets from one address at a time
     * @param maxFrame bytes of one message from a client
     * @param maxQueuedFrames frames that may wait for a client that does not read
     * @param maxQueued bytes that may wait for a client that does not read
     * @param events from one socket
     * @param refusals events refused for going too fast within {@code refusal-window}, after which a socket is
     *     disconnected
     * @param refusalWindow over which refusals for going too fast are counted
     * @param pingInterval time between two heartbeats
     * @param pingTimeout time to answer a heartbeat
     * @param expiryWarning how long before a token's end its client is told
     * @param missed messages sent again after a CONNECT, at most
     * @param held events that may wait for a client while what it missed is fetched
     * @param drain over how long disconnections are spread on a stop
     */
    public record Sockets(
            @Min(1) int max,
            @Min(1) int perUser,
            @Min(1) int perAddress,
            @NotNull DataSize maxFrame,
            @Min(16) int maxQueuedFrames,
            @NotNull DataSize maxQueued,
            @Valid @NotNull Rate events,
            @Min(1) int refusals,
            @NotNull Duration refusalWindow,
            @NotNull Duration pingInterval,
            @NotNull Duration pingTimeout,
            @NotNull Duration expiryWarning,
            @Min(1) @Max(1000) int missed,
            @Min(1) int held,
            @NotNull Duration drain) {}

    /**
     * What the sockets of one user, and those from one address, may cost together on this instance.
     *
     * @param perUser events from all sockets of a user
     * @param perAddress events from all sockets of an address
     * @param connect events that a CONNECT counts for, 1–1,000
     * @param tracked users, and addresses, whose rate is remembered; the least recent are forgotten first
     * @param askingPerUser events of a user that wait for a service's answer
     * @param askingPerAddress events from an address that wait for a service's answer
     * @param unconnectedPerAddress sessions from an address that are not connected yet
     * @param missed bytes of missed messages that wait for one socket after its CONNECT
     * @param missedPerUser bytes of missed messages that wait for all sockets of a user
     * @param missedInAll bytes of missed messages that wait for all sockets
     */
    public record Budgets(
            @Valid @NotNull Rate perUser,
            @Valid @NotNull Rate perAddress,
            @Min(1) @Max(1000) int connect,
            @Min(100) int tracked,
            @Min(1) int askingPerUser,
            @Min(1) int askingPerAddress,
            @Min(1) int unconnectedPerAddress,
            @NotNull DataSize missed,
            @NotNull DataSize missedPerUser,
            @NotNull DataSize missedInAll) {}

    /**
     * Commands.
     *
     * @param timeout after which a client is told that nothing is known of its command; longer than the producer's
     * @param linger over which commands gather for one request while there are many, 0–100 ms
     * @param queued commands that may wait for the producer
     * @param awaited commands whose outcome may be awaited
     * @param crowded commands whose outcome may be awaited while a third of so many are late
     * @param lateAfter for which a command is awaited before it is late, 1 ms to 10 s
     * @param receiptWindow over which confirmations of delivery are put together
     * @param maxReceiptWindow the longest that {@code receipt-window} grows while many commands are awaited
     * @param pendingReceipts chats times users whose confirmation may wait
     */
    public record Commands(
            @NotNull Duration timeout,
            @NotNull @DurationMin @DurationMax(millis = 100) Duration linger,
            @Min(1) int queued,
            @Min(1) int awaited,
            @Min(3) int crowded,

            @NotNull @DurationMin(millis = 1) @DurationMax(seconds = 10)
            Duration lateAfter,

            @NotNull Duration receiptWindow,
            @NotNull Duration maxReceiptWindow,
            @Min(1) int pendingReceipts) {}

    /**
     * Presence.
     *
     * @param heartbeat time between two signs of life
     * @param statusWindow over which the statuses of one user are put together
     * @param pendingStatuses users whose status may wait meanwhile
     * @param typingEvery at most one signal of a user in a chat in so long
     * @param typingExpiry after which typing that is not renewed is taken back
     * @param typingTracked chats times users whose typing is followed
     * @param pendingFacts beginnings and ends of sessions that may wait for the log, at least 1; from then on sockets
     *     are refused
     */
    public record Presence(
            @NotNull Duration heartbeat,
            @NotNull Duration statusWindow,
            @Min(1) int pendingStatuses,
            @NotNull Duration typingEvery,
            @NotNull Duration typingExpiry,
            @Min(1) int typingTracked,
            @Min(1) int pendingFacts) {}
}
