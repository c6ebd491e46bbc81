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
 * Everything about a system that is to be started, decided before the first part of it is: where each part listens and
 * what each service is told.
 *
 * @param kafka address of the broker
 * @param mongodb URI of the store
 * @param s3 where files are stored
 * @param instances every copy of every service, in the order of starting
 * @param embedded which of the two this system brings itself
 */
record Plan(String kafka, String mongodb, S3Place s3, List<Instance> instances, Embedded embedded) {

    /**
     * The parts that are not somebody else's.
     *
     * @param kafkaPort port of the embedded broker, or empty when somebody brought one
     * @param mongodbPort port of the embedded store, or empty when somebody brought one
     */
    record Embedded(Optional<Integer> kafkaPort, Optional<Integer> mongodbPort) {}

    /**
     * @param freePorts gives a new free port each time
     * @param secrets what the parts protect things with
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
            List<Integer> own = ports.get(service.name());
            for (int copy = 0; copy < own.size(); copy++) {
                // Clients reach a gateway's port: what is for operators has another one, on this machine alone.
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

    /** Where people reach the system. */
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
