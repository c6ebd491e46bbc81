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
 * @param services addresses of the replicas of each service
 * @param healthInterval time between two health checks of each replica
 * @param allowedOrigins origins of pages that may call the gateway besides those of its own host, such as
 *     {@code https://shop.example}
 * @param forwardedHops proxies in front of the gateway whose entries in {@code X-Forwarded-For} are trusted
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

    @AssertTrue(
            message = "every service needs an address: auth, chat, presence, notification, moderation, file, product")
    boolean isEveryServiceAddressed() {
        for (ServiceName service : ServiceName.values()) {
            if (services.getOrDefault(service, List.of()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param perSecond requests or events admitted per second in the long run
     * @param burst requests or events admitted at once
     */
    public record Rate(@Min(1) long perSecond, @Min(1) long burst) {}

    /**
     * REST.
     *
     * @param maxBody bytes of a request's body, except under {@code /files}
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
     * @param events events from one socket
     * @param refusals events refused for exceeding the rate within {@code refusal-window}, after which a socket is
     *     disconnected
     * @param refusalWindow window over which events refused for exceeding the rate are counted
     * @param pingInterval time between two heartbeats
     * @param pingTimeout time to answer a heartbeat
     * @param expiryWarning time between the warning of a client and the end of its token
     * @param missed messages sent again after a CONNECT, at most
     * @param held events that may wait for a client while its missed messages are fetched
     * @param drain time over which disconnections are spread on a stop
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
     * Limits of the sockets of one user, and of the sockets from one address, on this instance.
     *
     * @param perUser events from all sockets of a user
     * @param perAddress events from all sockets of an address
     * @param connect events that a CONNECT counts for, 1–1,000
     * @param tracked users, and addresses, whose rate is remembered; the least recent are forgotten first
     * @param askingPerUser events of a user that wait for the answer of a service
     * @param askingPerAddress events from an address that wait for the answer of a service
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
     * @param timeout time after which a client is answered that the outcome of its command is unknown; longer than the
     *     timeout of the producer
     * @param linger time for which commands gather for one request while there are many, 0–100 ms
     * @param queued commands that may wait for the producer
     * @param awaited commands whose outcome may be awaited
     * @param crowded commands whose outcome may be awaited while a third of so many are late
     * @param lateAfter time for which a command is awaited before it is late, 1 ms to 10 s
     * @param receiptWindow window over which confirmations of delivery are merged
     * @param maxReceiptWindow the longest {@code receipt-window}, which grows with the number of awaited commands
     * @param pendingReceipts pairs of chat and user whose confirmation may wait
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
     * @param heartbeat time between two heartbeats of this gateway
     * @param statusWindow window over which the statuses of one user are merged
     * @param pendingStatuses users whose status may wait in the window
     * @param typingEvery time within which one signal of a user in a chat is published, at most
     * @param typingExpiry time after which typing that is not renewed ends
     * @param typingTracked pairs of chat and user whose typing is tracked
     * @param pendingFacts beginnings and ends of sessions that may wait for the log, at least 1; at this number sockets
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
