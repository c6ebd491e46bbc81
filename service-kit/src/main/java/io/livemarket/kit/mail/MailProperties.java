package io.livemarket.kit.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of mail, under {@code livemarket.mail}, of the services that send any (auth-service).
 *
 * @param transport {@code smtp}; {@code file}, which writes each mail into a folder and sends none; or {@code off}
 * @param from the sender, {@code LiveMarket <no-reply@example.com>}; needed unless the transport is off
 * @param webClient the address of the web client, which the links of mails begin with,
 *     {@code https://chat.example.com/app}; needed unless the transport is off
 * @param api the address of the gateway, {@code https://chat.example.com}, for the links that mail providers use
 *     themselves; that of the web client without its path where empty
 * @param directory the folder of the transport {@code file}; {@code mail} in the data directory where empty
 */
@Validated
@ConfigurationProperties("livemarket.mail")
public record MailProperties(
        @NotNull @DefaultValue("off") Transport transport,
        @Nullable String from,
        @Nullable URI webClient,
        @Nullable URI api,
        @Nullable Path directory,
        @Valid @NotNull @DefaultValue Smtp smtp) {

    private static final String HTTP = "https?";

    public MailProperties {
        if (transport != null && transport != Transport.OFF) {
            check(from, webClient, transport, smtp);
            if (api != null && !api.toString().isEmpty() && !isAddress(api)) {
                throw new IllegalArgumentException(
                        "livemarket.mail.api must be the address of the gateway, https://chat.example.com");
            }
        }
    }

    private static void check(@Nullable String from, @Nullable URI webClient, Transport transport, Smtp smtp) {
        sender(from);
        if (!isAddress(webClient)) {
            throw new IllegalArgumentException(
                    "livemarket.mail.web-client must be the address of the web client, https://chat.example.com/app");
        }
        if (transport == Transport.SMTP && smtp.host().isBlank()) {
            throw new IllegalArgumentException("livemarket.mail.smtp.host must be set for the transport smtp");
        }
    }

    private static boolean isAddress(@Nullable URI address) {
        return address != null
                && address.getScheme() != null
                && address.getScheme().matches(HTTP)
                && address.getHost() != null
                && address.getQuery() == null
                && address.getFragment() == null;
    }

    static InternetAddress sender(@Nullable String from) {
        try {
            InternetAddress address = new InternetAddress(from == null ? "" : from, true);
            address.validate();
            return address;
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "livemarket.mail.from must be an address, LiveMarket <no-reply@example.com>");
        }
    }

    /** Whether mails are sent, or written. */
    public boolean isOn() {
        return transport != Transport.OFF;
    }

    /** These settings with the folder of the transport {@code file} resolved. */
    public MailProperties in(Path dataDirectory) {
        Path folder = directory == null || directory.toString().isEmpty() ? dataDirectory.resolve("mail") : directory;
        return new MailProperties(transport, from, webClient, api, folder, smtp);
    }

    /** The address of the web client. */
    public String home() {
        if (webClient == null) {
            throw new IllegalStateException("livemarket.mail.web-client is not set");
        }
        return webClient.toString();
    }

    /** The address of a path of the gateway. */
    public URI api(String path) {
        URI base = api == null || api.toString().isEmpty() ? URI.create(home()).resolve("/") : api;
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }

    /** The name of the sender, which is the marketplace's. */
    public String senderName() {
        String name = sender(from).getPersonal();
        return name == null || name.isBlank() ? "LiveMarket" : name;
    }

    /** The address of a page of the web client, with a token in its fragment, which browsers send to no server. */
    public String link(String page, String token) {
        String base = home();
        return (base.endsWith("/") ? base : base + "/") + page + "#token=" + token;
    }

    /** The transport of mails. */
    public enum Transport {
        OFF,
        FILE,
        SMTP
    }

    /** The protection of the connection to the mail server: required STARTTLS, TLS from the first byte, or none. */
    public enum Security {
        STARTTLS,
        TLS,
        NONE
    }

    /**
     * The settings of the mail server.
     *
     * @param host its name, which its certificate must have
     * @param port 587 with STARTTLS, 465 with TLS
     * @param username empty for a server without authentication
     * @param password a secret: a file named {@code livemarket.mail.smtp.password} (docs/operations.md)
     * @param security {@code starttls}, without which nothing is sent; {@code tls}; or {@code none}, refused in
     *     production
     * @param connectTimeout the time-out of the connection, 100 ms to 1 min
     * @param timeout the time-out of each answer of the server, and of each write, 100 ms to 5 min
     */
    public record Smtp(
            @NotNull @DefaultValue("") String host,
            @Min(1) @Max(65_535) @DefaultValue("587") int port,
            @NotNull @DefaultValue("") String username,
            @NotNull @DefaultValue("") String password,
            @NotNull @DefaultValue("starttls") Security security,
            @NotNull @DefaultValue("5s") Duration connectTimeout,
            @NotNull @DefaultValue("15s") Duration timeout) {

        public Smtp {
            between(connectTimeout, Duration.ofMinutes(1), "livemarket.mail.smtp.connect-timeout");
            between(timeout, Duration.ofMinutes(5), "livemarket.mail.smtp.timeout");
        }

        private static void between(Duration value, Duration most, String setting) {
            if (value.compareTo(Duration.ofMillis(100)) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(setting + " must be between 100 ms and " + most);
            }
        }

        /** The address without the password, for logs. */
        @Override
        public String toString() {
            return "Smtp[" + host + ":" + port + "]";
        }
    }
}
