package io.livemarket.loadtest.process;

import io.livemarket.loadtest.SetUpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The processes to watch: those named on the command line or in a status file, and this process, last. */
public final class ProcessList {

    /** The name under which this JVM is reported. */
    public static final String SELF = "load-test";

    private final List<WatchedProcess> processes;
    private final Map<WatchedProcess, Double> cpuAtStart = new HashMap<>();

    private ProcessList(List<WatchedProcess> processes) {
        this.processes = List.copyOf(processes);
    }

    private record Entry(String name, long pid) {}

    /**
     * The processes of the command line and of a status file.
     *
     * @param pids {@code name → pid}, which win over the file's
     * @param statusFile a JSON array of {@code {"name", "pid"}}; absent without a file
     * @throws SetUpException when the file cannot be read or a process named on the command line does not exist
     */
    public static ProcessList of(Map<String, Long> pids, @Nullable Path statusFile) {
        Map<String, Long> named = new LinkedHashMap<>();
        if (statusFile != null) {
            for (Entry entry : read(statusFile)) {
                named.put(entry.name(), entry.pid());
            }
        }
        named.putAll(pids);
        return of(named, false);
    }

    /** Processes with all of their descendants; {@code name → pid}. */
    public static ProcessList withDescendants(Map<String, Long> pids) {
        return of(pids, true);
    }

    private static ProcessList of(Map<String, Long> named, boolean withDescendants) {
        List<WatchedProcess> processes = new ArrayList<>();
        named.forEach((name, pid) -> processes.add(new WatchedProcess(name, pid, withDescendants)));
        for (WatchedProcess process : processes) {
            if (process.cpuSeconds().isEmpty()) {
                throw new SetUpException("there is no process " + process.pid() + " (" + process.name() + ")");
            }
        }
        processes.add(new WatchedProcess(SELF, ProcessHandle.current().pid()));
        return new ProcessList(processes);
    }

    private static Entry[] read(@Nullable Path statusFile) {
        try {
            return JsonMapper.shared().readValue(Files.readAllBytes(statusFile), Entry[].class);
        } catch (IOException | JacksonException unreadable) {
            throw new SetUpException(
                    "cannot read the status file " + statusFile + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /** All processes but this one. */
    public List<WatchedProcess> others() {
        return processes.subList(0, processes.size() - 1);
    }

    /**
     * The process that holds the sockets: the gateway's, else that of all services, else the first; absent when none
     * was named.
     */
    public @Nullable WatchedProcess holderOfSockets() {
        for (String usual : List.of("gateway", "gateway-service", "services")) {
            for (WatchedProcess process : others()) {
                if (process.name().equals(usual)) {
                    return process;
                }
            }
        }
        return others().isEmpty() ? null : others().getFirst();
    }

    /** Takes the CPU times from which {@link #use} counts. */
    public void startWindow() {
        processes.forEach(process -> process.cpuSeconds().ifPresent(cpu -> cpuAtStart.put(process, cpu)));
    }

    /** The use of each process since {@link #startWindow}, during which {@code messages} were acknowledged. */
    public List<ProcessUse> use(long messages) {
        return processes.stream().map(process -> use(process, messages)).toList();
    }

    private ProcessUse use(WatchedProcess process, long messages) {
        OptionalDouble now = process.cpuSeconds();
        Double before = cpuAtStart.get(process);
        OptionalLong resident = process.residentBytes();
        Double used = now.isPresent() && before != null ? now.getAsDouble() - before : null;
        return new ProcessUse(
                process.name(),
                process.pid(),
                used,
                used == null || messages == 0 ? null : used * 1000 / messages,
                resident.isPresent() ? resident.getAsLong() : null);
    }
}
