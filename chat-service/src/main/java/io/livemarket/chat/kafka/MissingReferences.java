package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Attachments;
import io.livemarket.chat.domain.ChatLookups;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.GroupCommand.InviteMembers;
import io.livemarket.events.chat.OfferCommand;
import io.livemarket.events.chat.OfferCommand.AcceptOffer;
import io.livemarket.events.chat.OfferCommand.CounterOffer;
import io.livemarket.events.chat.OfferCommand.DeclineOffer;
import io.livemarket.events.chat.OfferCommand.MakeOffer;
import io.livemarket.events.chat.OfferCommand.VoidOffer;
import io.livemarket.events.chat.OfferCommand.WithdrawOffer;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.chat.SystemCommand.OpenChatBetween;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The users, files and products that a command names and that are not yet known to the partition, or the verdict of the
 * hook on its message. Deciding the command again can lead to another outcome only once one of them has arrived.
 *
 * @param until the end of the wait, in epoch milliseconds: the command is then answered even if none has arrived
 * @param checked whether the hook gave its verdict; absent where the command does not wait for one
 */
record MissingReferences(
        List<UUID> users,
        List<UUID> files,
        List<UUID> products,
        long until,
        @Nullable BooleanSupplier checked) {

    MissingReferences(List<UUID> users, List<UUID> files, List<UUID> products, long until) {
        this(users, files, products, until, null);
    }

    /** The verdict of the hook alone. */
    static MissingReferences verdict(BooleanSupplier checked, long until) {
        return new MissingReferences(List.of(), List.of(), List.of(), until, checked);
    }

    /** The users, files and products that the command names and that are unknown now. */
    static MissingReferences by(ChatCommand command, ChatLookups lookups, long until) {
        return switch (command) {
            case OpenChat open ->
                new MissingReferences(
                        unknownUsers(open.participants(), lookups),
                        List.of(),
                        unknownProducts(open.subject(), lookups),
                        until);
            case SendMessage send ->
                new MissingReferences(
                        send.to() == null ? List.of() : unknownUsers(List.of(send.to()), lookups),
                        unknownFiles(send.attachments(), lookups),
                        unknownProducts(send.subject(), lookups),
                        until);
            case OpenChatBetween open ->
                new MissingReferences(
                        unknownUsers(open.participants(), lookups),
                        List.of(),
                        unknownProducts(open.subject(), lookups),
                        until);
            case OfferCommand offer ->
                new MissingReferences(List.of(), List.of(), unknownProducts(offer, lookups), until);
            case InviteMembers invite ->
                new MissingReferences(unknownUsers(invite.userIds(), lookups), List.of(), List.of(), until);
            default -> new MissingReferences(List.of(), List.of(), List.of(), until);
        };
    }

    private static List<UUID> unknownUsers(@Nullable List<UUID> named, ChatLookups lookups) {
        return named == null
                ? List.of()
                : named.stream()
                        .filter(Objects::nonNull)
                        .filter(user -> !lookups.userExists(user))
                        .toList();
    }

    private static List<UUID> unknownFiles(@Nullable List<Attachment> named, Attachments.Files files) {
        return named == null
                ? List.of()
                : named.stream()
                        .filter(Objects::nonNull)
                        .map(Attachment::fileId)
                        .filter(Objects::nonNull)
                        .filter(file -> files.file(file).isEmpty())
                        .toList();
    }

    private static List<UUID> unknownProducts(@Nullable Subject subject, ChatLookups lookups) {
        return subject == null
                ? List.of()
                : subject.productId().stream()
                        .filter(product -> lookups.product(product).isEmpty())
                        .toList();
    }

    private static List<UUID> unknownProducts(OfferCommand command, ChatLookups lookups) {
        Optional<UUID> named = switch (command) {
            case MakeOffer make -> Optional.ofNullable(make.productId());
            case CounterOffer counter -> productOf(counter.counters(), lookups);
            case AcceptOffer accept -> productOf(accept.offerId(), lookups);
            case DeclineOffer _, WithdrawOffer _, VoidOffer _ -> Optional.empty();
        };
        return named.filter(product -> lookups.product(product).isEmpty()).stream()
                .toList();
    }

    private static Optional<UUID> productOf(@Nullable UUID offerId, ChatLookups lookups) {
        return Optional.ofNullable(offerId)
                .flatMap(lookups::offer)
                .map(offer -> offer.made().productId());
    }

    /**
     * Whether deciding the command again would lead to no other outcome.
     *
     * @param caughtUp whether every user, file and product that existed when the command arrived is known
     */
    boolean isStillAwaited(boolean caughtUp, long now, ReferenceData reference) {
        return now < until && (checked == null ? !caughtUp && !anyArrived(reference) : !checked.getAsBoolean());
    }

    /** Whether at least one of the users, files or products is known now. */
    private boolean anyArrived(ReferenceData reference) {
        return users.stream().anyMatch(reference::userExists)
                || files.stream().anyMatch(file -> reference.file(file).isPresent())
                || products.stream()
                        .anyMatch(product -> reference.product(product).isPresent());
    }
}
