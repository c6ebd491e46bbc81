package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Json;
import io.livemarket.notification.push.VapidKeyPair;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What {@code -Pimages} built is unpacked as an engine would, and each service started from it with the command, the
 * variables and the files that a deployment gives it. What the image stands on is not there: the JRE is this machine's.
 */
class ImageIT {

    private static final long READY_WITHIN_SECONDS = 300;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth-service",
                "chat-service",
                "presence-service",
                "notification-service",
                "moderation-service",
                "file-service",
                "product-service",
                "gateway-service"
            })
    void aServiceStartsFromItsImage(String service) throws Exception {
        Path tar = Project.file(service + "/target/jib-image.tar");
        assumeTrue(Files.exists(tar), "no image was built: -Pimages -Dimage.base=scratch");
        Path root = Files.createDirectories(folder.resolve("root"));
        JsonNode config = unpack(tar, root);
        assertThat(config.at("/config/User").asString()).isEqualTo("10001:10001");
        assertThat(config.at("/config/Volumes").propertyNames()).contains("/var/lib/livemarket");
        assertThat(stateFolder())
                .as("a new volume has the mode of the folder that it covers")
                .isEqualTo("drwxrwxrwx 0/0");
        int management = freePort();
        Path log = folder.resolve("log");
        Process process = start(service, config, root, management, log);
        try {
            awaitReady(process, management, log);
        } finally {
            process.destroy();
            assertThat(process.waitFor(45, TimeUnit.SECONDS))
                    .as("ends within the grace period")
                    .isTrue();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(143);
    }

    /** The layers of an image, one over the other; returns its configuration. */
    private JsonNode unpack(Path tar, Path root) throws IOException {
        Path image = Files.createDirectories(folder.resolve("image"));
        run("tar", "-xf", tar.toString(), "-C", image.toString());
        JsonNode manifest = manifest(image);
        for (JsonNode layer : manifest.path("Layers")) {
            run("tar", "-xzf", image.resolve(layer.asString()).toString(), "-C", root.toString());
        }
        return Json.MAPPER.readTree(
                Files.readString(image.resolve(manifest.path("Config").asString())));
    }

    private static JsonNode manifest(Path image) throws IOException {
        return Json.MAPPER
                .readTree(Files.readString(image.resolve("manifest.json")))
                .path(0);
    }

    /** Mode and owner of the folder of the local state, as the image's last layer with it has them. */
    private String stateFolder() throws IOException {
        Path image = folder.resolve("image");
        String found = "not in the image";
        for (JsonNode layer : manifest(image).path("Layers")) {
            Tools.Result listed = Tools.execute(
                    List.of(
                            "tar",
                            "--numeric-owner",
                            "-tvzf",
                            image.resolve(layer.asString()).toString()),
                    Map.of(),
                    120);
            assertThat(listed.code()).as(listed.output()).isZero();
            found = listed.output()
                    .lines()
                    .filter(line -> line.matches(".* /?var/lib/livemarket/?"))
                    .map(line -> line.replaceAll("^(\\S+\\s+\\S+).*", "$1"))
                    .findFirst()
                    .orElse(found);
        }
        return found;
    }

    private static void run(String... command) {
        Tools.Result result = Tools.execute(List.of(command), Map.of(), 120);
        assertThat(result.code()).as(result.output()).isZero();
    }

    /** The image's own command, with the image's paths turned to where they are unpacked. */
    private Process start(String service, JsonNode config, Path root, int management, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        Stream.concat(Manifest.elements(config.at("/config/Entrypoint")), Manifest.elements(config.at("/config/Cmd")))
                .map(JsonNode::asString)
                .forEach(command::add);
        assertThat(command.getFirst()).isEqualTo("java");
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path classPath = root.resolve("app/jib-classpath-file");
        String unpacked = Files.readString(classPath).replace("/app/", root.resolve("app") + "/");
        command.replaceAll(argument -> argument.equals("@/app/jib-classpath-file")
                ? "@" + write(folder.resolve("class-path"), unpacked)
                : argument);
        Path secrets = Files.createDirectories(folder.resolve("secrets/keys"));
        secrets(service).forEach((name, value) -> write(secrets.resolve(name), value));
        Map<String, String> variables = variables(service, management);
        variables.put("SPRING_CONFIG_IMPORT", "configtree:" + secrets.getParent() + "/*/");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.resolve("app").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        return builder.start();
    }

    private Map<String, String> variables(String service, int management) throws IOException {
        EmbeddedStack stack = EmbeddedStack.shared();
        return new HashMap<>(Map.of(
                "LIVEMARKET_INSTANCE",
                service + "-0",
                "LIVEMARKET_DATADIR",
                folder.resolve("state").toString(),
                "LIVEMARKET_KAFKA_BOOTSTRAPSERVERS",
                stack.bootstrapServers(),
                "LIVEMARKET_KAFKA_PARTITIONS",
                "2",
                "LIVEMARKET_MONGODB_URI",
                stack.mongoUri(),
                "LIVEMARKET_AUTH_JWKSURI",
                "http://127.0.0.1:1/.well-known/jwks.json",
                "LIVEMARKET_S3_ENDPOINT",
                "http://127.0.0.1:1",
                "MANAGEMENT_SERVER_PORT",
                Integer.toString(management),
                "JAVA_TOOL_OPTIONS",
                "-Xmx384m -XX:TieredStopAtLevel=1",
                "SERVER_PORT",
                "0"));
    }

    /** What a deployment gives as files: the names are those of the example for External Secrets. */
    private Map<String, String> secrets(String service) {
        String key = Base64.getEncoder().encodeToString(new java.security.SecureRandom().generateSeed(32));
        return switch (service) {
            case "auth-service" -> Map.of("livemarket.auth.master-key", key);
            case "file-service" ->
                Map.of(
                        "livemarket.files.url-key",
                        key,
                        "livemarket.s3.access-key",
                        "a",
                        "livemarket.s3.secret-key",
                        "s");
            case "notification-service" -> vapid();
            default -> Map.of("livemarket.web.max-body", "512KB");
        };
    }

    private Map<String, String> vapid() {
        VapidKeyPair made = VapidKeyPair.in(folder.resolve("vapid"));
        return Map.of(
                "livemarket.notification.push.public-key",
                made.publicKey(),
                "livemarket.notification.push.private-key",
                Base64.getUrlEncoder().withoutPadding().encodeToString(made.secret()));
    }

    private static void awaitReady(Process process, int management, Path log) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI ready = URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness");
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
            while (!isReady(client, ready)) {
                assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
                assertThat(System.nanoTime())
                        .as("not ready in time: " + Files.readString(log))
                        .isLessThan(deadline);
                process.waitFor(200, TimeUnit.MILLISECONDS);
            }
        }
    }

    private static boolean isReady(HttpClient client, URI ready) throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // It does not listen yet.
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
