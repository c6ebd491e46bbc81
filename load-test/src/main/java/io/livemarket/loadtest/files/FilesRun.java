package io.livemarket.loadtest.files;

import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.files.FileClient.Refused;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.process.ProcessUse;
import io.livemarket.loadtest.report.Latencies;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Uploads a number of files at the same time, one round after another, and then downloads and compares every file. All
 * files are deleted at the end. Closed loop: the next round begins when the last one has ended.
 */
public final class FilesRun {

    private static final int DIGITS = 3;

    private final FileClient client;
    private final ProcessList processes;
    private final PrintStream progress;
    private final Map<String, Long> problems = new TreeMap<>();

    private FilesRun(FileClient client, ProcessList processes, PrintStream progress) {
        this.client = client;
        this.processes = processes;
        this.progress = progress;
    }

    /**
     * Runs the plan.
     *
     * @param server the gateway, or a file-service itself
     */
    public static FilesReport run(URI server, String token, Plan plan, ProcessList processes, PrintStream progress) {
        try (FileClient client = new FileClient(server, token)) {
            return new FilesRun(client, processes, progress).run(plan);
        }
    }

    /**
     * The plan of a run.
     *
     * @param atOnce uploads at the same time
     * @param rounds number of measured rounds
     * @param warmUps number of rounds before the measured ones
     * @param bytes of each file, but for a few bytes at its beginning
     */
    public record Plan(int atOnce, int rounds, int warmUps, int bytes) {}

    /** A file that the server accepted. */
    private record Taken(String id, MadeUpFile file) {}

    private FilesReport run(Plan plan) {
        byte[] noise = new byte[plan.bytes()];
        RandomGenerator.of("L64X128MixRandom").nextBytes(noise);
        List<Taken> warm = new ArrayList<>();
        List<Taken> taken = new ArrayList<>();
        try {
            for (int round = 0; round < plan.warmUps(); round++) {
                warm.addAll(upload(files(plan, "w" + round, noise), new ConcurrentHistogram(DIGITS)));
            }
            problems.clear();
            progress.println("warm-up: " + warm.size() + " files taken");
            ConcurrentHistogram uploads = new ConcurrentHistogram(DIGITS);
            List<List<MadeUpFile>> rounds = new ArrayList<>();
            for (int round = 0; round < plan.rounds(); round++) {
                rounds.add(files(plan, "m" + round, noise));
            }
            processes.startWindow();
            long start = System.nanoTime();
            for (List<MadeUpFile> round : rounds) {
                taken.addAll(upload(round, uploads));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            List<ProcessUse> use = processes.use(0);
            progress.println("uploads: " + taken.size() + " files taken");
            return read(plan, taken, seconds, uploads, use);
        } finally {
            delete(warm);
            delete(taken);
        }
    }

    private static List<MadeUpFile> files(Plan plan, String round, byte[] noise) {
        List<MadeUpFile> files = new ArrayList<>();
        for (int i = 0; i < plan.atOnce(); i++) {
            files.add(MadeUpFile.of(round + "-" + i + "-" + System.nanoTime(), noise));
        }
        return files;
    }

    private List<Taken> upload(List<MadeUpFile> files, ConcurrentHistogram times) {
        return together(files, file -> {
            long start = System.nanoTime();
            String id = client.upload(file);
            times.recordValue((System.nanoTime() - start) / 1000);
            return new Taken(id, file);
        });
    }

    private FilesReport read(Plan plan, List<Taken> taken, double seconds, Histogram uploads, List<ProcessUse> use) {
        ConcurrentHistogram downloads = new ConcurrentHistogram(DIGITS);
        long start = System.nanoTime();
        int good = 0;
        int bad = 0;
        for (int from = 0; from < taken.size(); from += plan.atOnce()) {
            List<Boolean> same = together(taken.subList(from, Math.min(taken.size(), from + plan.atOnce())), file -> {
                long began = System.nanoTime();
                boolean equal = client.download(file.id()).equals(file.file().sha256());
                downloads.recordValue((System.nanoTime() - began) / 1000);
                return equal;
            });
            int equal = (int) same.stream().filter(Boolean::booleanValue).count();
            good += equal;
            bad += same.size() - equal;
        }
        double reading = (System.nanoTime() - start) / 1e9;
        long size = taken.isEmpty() ? plan.bytes() : taken.getFirst().file().size();
        return new FilesReport(
                "files",
                plan.atOnce(),
                plan.rounds(),
                size,
                taken.size(),
                plan.atOnce() * plan.rounds() - taken.size(),
                Map.copyOf(problems),
                seconds,
                size * taken.size() / 1e6 / seconds,
                Latencies.of(uploads),
                bad,
                good,
                size * (good + bad) / 1e6 / reading,
                Latencies.of(downloads),
                use);
    }

    private void delete(List<Taken> files) {
        together(files, file -> {
            client.delete(file.id());
            return file;
        });
    }

    /**
     * Takes the step for all at the same time and returns the results; a failure is counted by its reason and has no
     * result.
     */
    private <T, R> List<R> together(List<T> all, Step<T, R> step) {
        List<R> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> running = all.stream()
                    .map(one -> threads.submit(() -> step.apply(one)))
                    .toList();
            for (Future<R> one : running) {
                try {
                    done.add(one.get());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof Refused refused)) {
                        throw new IllegalStateException("A call failed in an unexpected way", e.getCause());
                    }
                    problems.merge(refused.getMessage(), 1L, Long::sum);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SetUpException("interrupted", e);
        }
        return done;
    }

    /** One call of the client. */
    private interface Step<T, R> {
        R apply(T one) throws Refused, InterruptedException;
    }
}
