package io.livemarket.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one system: the services, and the embedded broker, store and S3 server unless the options name other
 * ones.
 */
final class Parts {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final List<Part> infrastructure;
    private final List<ServicePart> services;

    /** A service and its run. */
    record ServicePart(Instance instance, Part part) {}

    Parts(List<Part> infrastructure, List<ServicePart> services) {
        this.infrastructure = infrastructure;
        this.services = services;
    }

    Parts(Plan plan, DataDirectory data, boolean processes) {
        this(new ArrayList<>(), new ArrayList<>());
        Path logs = data.logs();
        plan.embedded()
                .kafkaPort()
                .ifPresent(
                        port -> infrastructure.add(new KafkaPart(port, data.kafka(), Logs.file(logs, KafkaPart.NAME))));
        plan.embedded()
                .mongodbPort()
                .ifPresent(
                        port -> infrastructure.add(new StorePart(port, data.store(), new SourceCluster(plan.kafka()))));
        plan.s3()
                .embedded()
                .ifPresent(own -> infrastructure.add(
                        new S3Part(own.port(), data.s3(), Logs.file(logs, S3Part.NAME), own.credentials())));
        for (Instance instance : plan.instances()) {
            services.add(
                    new ServicePart(instance, processes ? new ProcessPart(instance, logs) : new ContextPart(instance)));
        }
    }

    List<Part> infrastructure() {
        return infrastructure;
    }

    List<ServicePart> services() {
        return services;
    }

    List<String> names() {
        return Stream.concat(infrastructure.stream(), services.stream().map(ServicePart::part))
                .map(Part::name)
                .toList();
    }

    /** The entries of {@code status}, one for each part. */
    List<RunningSystem.RunningPart> running() {
        long own = ProcessHandle.current().pid();
        return Stream.concat(
                        infrastructure.stream().map(part -> running(part, own, null)),
                        services.stream().map(service -> running(service.part(), own, service.instance())))
                .toList();
    }

    private static RunningSystem.RunningPart running(Part part, long own, @Nullable Instance instance) {
        OptionalLong pid = part.pid();
        return new RunningSystem.RunningPart(
                part.name(), pid.orElse(own), part.address(), instance == null ? null : instance.health());
    }

    /** Stops all parts: first the gateways, then the other services, then the broker and the stores. */
    void stop() {
        stopTogether(
                services.stream().filter(service -> service.instance().service().isGateway()));
        stopTogether(services.stream()
                .filter(service -> !service.instance().service().isGateway()));
        infrastructure.reversed().forEach(Part::stop);
    }

    private static void stopTogether(Stream<ServicePart> services) {
        List<Callable<Object>> stops = services.map(service -> Executors.callable(service.part()::stop))
                .toList();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (var stop : threads.invokeAll(stops, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!stop.isCancelled()) {
                    stop.get();
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A part could not be stopped", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }
}
