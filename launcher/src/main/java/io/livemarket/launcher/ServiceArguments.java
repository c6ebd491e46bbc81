package io.livemarket.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Spring properties of a service: its own addresses and folders, and the addresses of the other parts. */
record ServiceArguments(
        String kafka,
        String mongodb,
        S3Place s3,
        UpOptions options,
        Path data,
        Secrets secrets,
        Map<String, List<Integer>> ports) {

    private static final String MODERATORS = "LIVEMARKET_ACCOUNTS_BOOTSTRAPMODERATORS";
    private static final String MAIL = "LIVEMARKET_MAIL_TRANSPORT";
    private static final String REMINDERS = "LIVEMARKET_NOTIFICATION_REMINDERAFTER";
    private static final String OPERATORS = "LIVEMARKET_ACCOUNTS_BOOTSTRAPOPERATORS";

    List<String> of(Service service, int number, int port, int management) {
        String instance = service.name() + "-" + number;
        List<String> arguments = new ArrayList<>();
        add(arguments, "server.port", Integer.toString(port));
        add(arguments, "server.address", service.isGateway() ? options.host : "127.0.0.1");
        if (management != port) {
            add(arguments, "management.server.port", Integer.toString(management));
            add(arguments, "management.server.address", "127.0.0.1");
        }
        add(arguments, "livemarket.instance", instance);
        add(
                arguments,
                "livemarket.data-dir",
                new DataDirectory(data).services().resolve(instance).toString());
        add(arguments, "livemarket.kafka.bootstrap-servers", kafka);
        if (options.kafka().isEmpty()) {
            add(arguments, "livemarket.kafka.partitions", Integer.toString(options.partitions()));
            if (options.hasCopies()) {
                add(arguments, "livemarket.kafka.session-timeout", "2s");
            }
        }
        add(arguments, "livemarket.mongodb.uri", mongodb);
        if (ports.containsKey(Service.AUTH)) {
            add(
                    arguments,
                    "livemarket.auth.jwks-uri",
                    "http://127.0.0.1:" + ports.get(Service.AUTH).getFirst() + "/.well-known/jwks.json");
        }
        if (service.name().equals(Service.AUTH)) {
            add(arguments, "livemarket.auth.master-key", secrets.masterKey());
            add(
                    arguments,
                    "livemarket.accounts.bootstrap-operators",
                    withNamed(OPERATORS, secrets.operator().username(), options.staff.orElse("")));
            options.staff.ifPresent(
                    name -> add(arguments, "livemarket.accounts.bootstrap-moderators", withNamed(MODERATORS, name)));
            if (!System.getenv().containsKey(MAIL)) {
                mailsIntoFiles(arguments);
            }
        }
        if (service.name().equals(Service.FILE)) {
            add(arguments, "livemarket.files.url-key", secrets.fileUrlKey());
            add(arguments, "livemarket.s3.endpoint", s3.endpoint());
            s3.embedded().ifPresent(own -> {
                add(arguments, "livemarket.s3.access-key", own.credentials().accessKey());
                add(arguments, "livemarket.s3.secret-key", own.credentials().secretKey());
            });
        }
        if (service.name().equals(Service.NOTIFICATION)) {
            add(
                    arguments,
                    "livemarket.notification.push.keys-file",
                    data.resolve("secrets").resolve("vapid.keys").toString());
            if (!System.getenv().containsKey(REMINDERS)) {
                add(arguments, "livemarket.notification.reminder-after", "30m");
            }
        }
        if (service.isGateway()) {
            ports.forEach((name, copies) -> {
                if (!name.equals(Service.GATEWAY)) {
                    add(arguments, "livemarket.gateway.services." + name, addresses(copies));
                }
            });
            add(
                    arguments,
                    "livemarket.gateway.status.instances.gateway",
                    ports.getOrDefault(Service.GATEWAY, List.of()).stream()
                            .map(copy -> "http://" + gatewayHost() + ":" + copy)
                            .collect(Collectors.joining(",")));
        }
        sharedJvm(arguments);
        return List.copyOf(arguments);
    }

    /**
     * Mails become files in the data directory, whose links lead to the first gateway, unless the environment names
     * another transport.
     */
    private void mailsIntoFiles(List<String> arguments) {
        add(arguments, "livemarket.mail.transport", "file");
        add(
                arguments,
                "livemarket.mail.directory",
                new DataDirectory(data).mail().toString());
        add(arguments, "livemarket.mail.from", "LiveMarket <no-reply@livemarket.invalid>");
        add(arguments, "livemarket.mail.web-client", "http://" + webHost() + ":" + options.port + "/app");
    }

    /** Properties that keep contexts in one JVM apart from each other, and leave the terminal to the launcher. */
    private static void sharedJvm(List<String> arguments) {
        add(arguments, "spring.main.banner-mode", "off");
        add(arguments, "spring.main.register-shutdown-hook", "false");
        add(arguments, "spring.jmx.enabled", "false");
        add(arguments, "management.metrics.use-global-registry", "false");
    }

    /**
     * The launcher's own accounts together with those that the environment names: an argument replaces the variable.
     */
    private static String withNamed(String variable, String... own) {
        return Stream.concat(Stream.of(own), Stream.of(System.getenv().getOrDefault(variable, "")))
                .filter(name -> !name.isBlank())
                .collect(Collectors.joining(","));
    }

    /** As the start prints it: at another origin the link of a mail does not find the session of the browser. */
    private String webHost() {
        return gatewayHost().equals("127.0.0.1") ? "localhost" : gatewayHost();
    }

    private String gatewayHost() {
        return options.host.equals("0.0.0.0") ? "127.0.0.1" : options.host;
    }

    private static String addresses(List<Integer> ports) {
        return ports.stream().map(port -> "http://127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    private static void add(List<String> arguments, String property, String value) {
        arguments.add("--" + property + "=" + value);
    }
}
