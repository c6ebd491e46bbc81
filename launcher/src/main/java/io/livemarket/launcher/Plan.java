package io.livemarket.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Every decision about a system that is to be started, made before its first part starts: addresses, and the arguments
 * of each service.
 *
 * @param kafka address of the broker
 * @param mongodb URI of the store
 * @param s3 the S3 server of the files
 * @param instances every copy of every service, in the order of starting
 * @param embedded the ports of the embedded broker and store
 */
record Plan(String kafka, String mongodb, S3Place s3, List<Instance> instances, Embedded embedded) {

    /**
     * The embedded parts of a system.
     *
     * @param kafkaPort port of the embedded broker; empty when an option names another broker
     * @param mongodbPort port of the embedded store; empty when an option names another one
     */
    record Embedded(Optional<Integer> kafkaPort, Optional<Integer> mongodbPort) {}

    /**
     * @param freePorts gives a new free port at each call
     * @param secrets keys and credentials of the parts
     * @throws LaunchRefused when the options contradict each other
     */
    static Plan of(List<Service> services, UpOptions options, Path data, Secrets secrets, IntSupplier freePorts)
            throws LaunchRefused {
        checkReplicas(services, options);
        Embedded embedded = new Embedded(
                options.kafka().isPresent() ? Optional.empty() : Optional.of(freePorts.getAsInt()),
                options.mongodb().isPresent() ? Optional.empty() : Optional.of(freePorts.getAsInt()));
        String kafka = options.kafka()
                .orElseGet(() -> "127.0.0.1:" + embedded.kafkaPort().orElseThrow());
        String mongodb = options.mongodb()
                .orElseGet(() -> "mongodb://127.0.0.1:" + embedded.mongodbPort().orElseThrow());

        S3Place s3 =
                options.s3().map(S3Place::of).orElseGet(() -> S3Place.embedded(freePorts.getAsInt(), secrets.s3()));

        Map<String, List<Integer>> ports = new LinkedHashMap<>();
        for (Service service : services) {
            for (int copy = 0; copy < copies(service, options); copy++) {
                ports.computeIfAbsent(service.name(), name -> new ArrayList<>())
                        .add(service.isGateway() ? options.port + copy : freePorts.getAsInt());
            }
        }
        ServiceArguments arguments = new ServiceArguments(kafka, mongodb, s3, options, data, secrets, ports);
        List<Instance> instances = new ArrayList<>();
        for (Service service : services) {
            List<Integer> own = ports.getOrDefault(service.name(), List.of());
            for (int copy = 0; copy < own.size(); copy++) {
                // Clients reach a gateway's port; health and metrics have another port, on the loopback interface
                // alone.
                int management = service.isGateway() ? freePorts.getAsInt() : own.get(copy);
                instances.add(new Instance(
                        service,
                        copy + 1,
                        own.get(copy),
                        management,
                        arguments.of(service, copy + 1, own.get(copy), management)));
            }
        }
        return new Plan(kafka, mongodb, s3, List.copyOf(instances), embedded);
    }

    /** The address of the system for its users. */
    URI url() {
        return URI.create("http://localhost:" + gateway().port());
    }

    private Instance gateway() {
        return instances.stream()
                .filter(instance -> instance.service().isGateway())
                .findFirst()
                .orElseThrow();
    }

    private static int copies(Service service, UpOptions options) {
        return options.replicas.getOrDefault(service.name(), 1);
    }

    private static void checkReplicas(List<Service> services, UpOptions options) throws LaunchRefused {
        if (!options.replicas.isEmpty() && !options.processes) {
            throw new LaunchRefused(Bilingual.of("--replicas needs --processes.", "--replicas necesita --processes."));
        }
        List<String> names = services.stream().map(Service::name).toList();
        for (Map.Entry<String, Integer> wanted : options.replicas.entrySet()) {
            if (!names.contains(wanted.getKey())) {
                throw new LaunchRefused(Bilingual.of(
                        "There is no service %s; there are: %s.",
                        "No existe el servicio %s; existen: %s.", wanted.getKey(), String.join(", ", names)));
            }
            if (wanted.getValue() < 1 || wanted.getValue() > 20) {
                throw new LaunchRefused(Bilingual.of(
                        "A service has 1 to 20 copies, not %d.",
                        "Un servicio tiene de 1 a 20 copias, no %d.", wanted.getValue()));
            }
        }
    }
}
