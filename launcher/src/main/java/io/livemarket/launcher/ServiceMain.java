package io.livemarket.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * One service in a JVM of its own. Standard input brings its orders, because they hold secrets that a command line
 * would show: main class, name, folder for logs, then the Spring arguments, a line each, and an empty line. The process
 * answers {@code READY} or {@code FAILED reason} on standard output, and ends, cleanly, when standard input ends. It
 * ignores SIGINT, which a terminal sends to the launcher too.
 */
public final class ServiceMain {

    static final String READY = "READY";
    static final String FAILED = "FAILED ";

    private ServiceMain() {}

    static List<String> orders(Instance instance, Path logDirectory) {
        List<String> orders = new ArrayList<>();
        orders.add(instance.service().mainClass());
        orders.add(instance.title());
        orders.add(logDirectory.toString());
        orders.addAll(instance.arguments());
        orders.add("");
        return orders;
    }

    public static void main(String[] args) throws IOException {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String mainClass = input.readLine();
        String name = input.readLine();
        String logDirectory = input.readLine();
        List<String> arguments = new ArrayList<>();
        for (String line = input.readLine(); line != null && !line.isEmpty(); line = input.readLine()) {
            arguments.add(line);
        }
        Logs.configure(Path.of(logDirectory), name);
        endWith(input);
        try {
            ConfigurableApplicationContext context =
                    ContextPart.application(mainClass).run(arguments.toArray(String[]::new));
            Runtime.getRuntime().addShutdownHook(new Thread(context::close, "service-stop"));
            System.out.println(READY);
        } catch (Exception e) {
            e.printStackTrace();
            System.out.println(FAILED + Causes.deepest(e));
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void endWith(BufferedReader input) {
        Thread.ofPlatform().daemon().name("standard-input").start(() -> {
            try {
                while (input.readLine() != null) {
                    // No further line is expected: the end of the input alone counts.
                }
            } catch (IOException e) {
                System.err.println("Standard input failed, stopping: " + e);
            }
            System.exit(0);
        });
    }
}
