package io.livemarket.launcher;

import java.util.List;
import java.util.Locale;

/**
 * A service of the system.
 *
 * @param name the short name, such as {@code chat}
 * @param mainClass the class whose static method {@code builder()} makes the service's Spring application
 */
public record Service(String name, String mainClass) {

    /** The service that clients connect to; the other services listen on the loopback interface. */
    public static final String GATEWAY = "gateway";

    /** The service that decides the commands of chats. */
    public static final String CHAT = "chat";

    /** The service that signs tokens, and the only one that gets the master key. */
    public static final String AUTH = "auth";

    /** The service that stores files, and the only one that gets the keys of files. */
    public static final String FILE = "file";

    /** The service that keeps the VAPID keys. */
    public static final String NOTIFICATION = "notification";

    /** All services, in the order in which they are started. */
    public static final List<Service> ALL = List.of(
            of("Auth"),
            of("Chat"),
            of("Gateway"),
            of("Presence"),
            of("Notification"),
            of("Moderation"),
            of("File"),
            of("Product"));

    private static Service of(String title) {
        String name = title.toLowerCase(Locale.ROOT);
        return new Service(name, "io.livemarket." + name + "." + title + "ServiceApplication");
    }

    boolean isGateway() {
        return name.equals(GATEWAY);
    }
}
