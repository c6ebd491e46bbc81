package io.livemarket.loadtest.model;

import io.livemarket.loadtest.SetUpException;

/**
 * A load, and the resources for it.
 *
 * @param users accounts
 * @param chats chats that were opened, of all kinds
 * @param messagesPerSecond at the peak
 * @param groupSize participants of the chat of a mean message, its sender included
 * @param gateways 0 for the number that the load needs
 * @param averageShare the mean rate of messages over a day divided by that of the peak
 * @param days retention of messages
 */
public record Load(
        double users,
        double chats,
        double messagesPerSecond,
        double groupSize,
        Connections connections,
        int gateways,
        double averageShare,
        double days) {

    /**
     * The connections of users.
     *
     * @param share of the users, at the peak
     * @param seconds length of a mean connection
     */
    public record Connections(double share, double seconds) {}

    public Load {
        if (!(users >= 1
                && chats >= 1
                && messagesPerSecond > 0
                && groupSize >= 2
                && groupSize <= 100
                && connections.share() > 0
                && connections.share() <= 1
                && connections.seconds() > 0
                && gateways >= 0
                && averageShare > 0
                && averageShare <= 1
                && days > 0)) {
            throw new SetUpException(
                    "users, chats, messages, session and days have to be more than 0, a group has 2 to 100"
                            + " participants, and shares are more than 0 and at most 1");
        }
    }

    double sockets() {
        return users * connections.share();
    }

    double connectsPerSecond() {
        return sockets() / connections.seconds();
    }

    double messagesPerDay() {
        return messagesPerSecond * averageShare * 86_400;
    }
}
