package io.livemarket.launcher;

import java.net.URI;
import java.util.List;

/**
 * One running copy of a service.
 *
 * @param service the copied service
 * @param number counts the copies from 1
 * @param port of HTTP
 * @param management port of health and metrics, which may be the port of HTTP
 * @param arguments Spring properties as command line arguments; they may hold secrets, so that they are handed over in
 *     memory or through a pipe and never shown
 */
record Instance(Service service, int number, int port, int management, List<String> arguments) {

    /** The name that is unique in the system, such as {@code chat-1}. */
    String name() {
        return service.name() + "-" + number;
    }

    /** The name for the terminal: the service's name, with a number from the second copy on. */
    String title() {
        return number == 1 ? service.name() : name();
    }

    URI health() {
        return URI.create("http://127.0.0.1:" + management + "/actuator/health");
    }
}
