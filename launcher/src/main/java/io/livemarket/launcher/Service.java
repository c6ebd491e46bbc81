package io.livemarket.launcher;

import java.util.List;
import java.util.Locale;

/**
 * A service of the system.
 *
 * @param name what people call it, such as {@code chat}
 * @param mainClass the class whose static method {@code builder()} gives its Spring application
 */
public record Service(String name, String mainClass) {

    /** The one that people talk to; the others serve it on the loopback interface. */
    public static final String GATEWAY = "gateway";

    /** The one that decides the commands of chats. */
    public static final String CHAT = "chat";

    /** The one that signs tokens and alone gets the master key. */
    public static final String AUTH = "auth";

    /** The one that stores files, and alone gets what that needs. */
    public static final String FILE = "file";

    /** The one that keeps the keys by which push services know it. */
    public static final String NOTIFICATION = "notification";

    /** All services, in the order in which they are started. */
    public static final List<Service> ALL = List.of(
            of("Auth"), of("Chat"), of("Gateway"), of("Presence"), of("Notification"), of("Moderation"), of("File"));

    private static Service of(String title) {
        String name = title.toLowerCase(Locale.ROOT);
        return new Service(name, "io.livemarket." + name + "." + title + "ServiceApplication");
    }

    boolean isGateway() {
        return name.equals(GATEWAY);
    }
}
