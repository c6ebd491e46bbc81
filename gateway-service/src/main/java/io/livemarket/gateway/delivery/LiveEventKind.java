package io.livemarket.gateway.delivery;

import io.livemarket.events.EventTypes;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatArranged;
import io.livemarket.events.chat.ChatEvent.ChatHidden;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.GroupEvent.ChatRenamed;
import io.livemarket.events.chat.GroupEvent.InvitationDeclined;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.GroupEvent.MemberRoleChanged;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.chat.OfferEvent.OfferDeclined;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferEvent.OfferVoided;
import io.livemarket.events.chat.OfferEvent.OfferWithdrawn;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The chat events that are sent to sockets, with their names for the actor and for all other participants. Other chat
 * events are not sent.
 */
enum LiveEventKind {
    OPENED(ChatOpened.class, "chat:opened", "chat:opened"),
    SENT(MessageSent.class, "message:sent", "message:receive"),
    EDITED(MessageEdited.class, "message:edit", "message:edit"),
    DELETED(MessageDeleted.class, "message:delete", "message:delete"),
    DELIVERED(MessagesDelivered.class, "message:delivered", "message:delivered"),
    READ(MessagesRead.class, "message:read", "message:read"),
    DEAL_CONFIRMED(DealConfirmed.class, "deal:confirmed", "deal:confirmed"),
    DEAL_WITHDRAWN(DealWithdrawn.class, "deal:withdrawn", "deal:withdrawn"),
    HIDDEN(ChatHidden.class, "chat:hidden", "chat:hidden"),
    OFFER_MADE(OfferMade.class, "offer:made", "offer:made"),
    OFFER_ACCEPTED(OfferAccepted.class, "offer:accepted", "offer:accepted"),
    OFFER_DECLINED(OfferDeclined.class, "offer:declined", "offer:declined"),
    OFFER_WITHDRAWN(OfferWithdrawn.class, "offer:withdrawn", "offer:withdrawn"),
    OFFER_EXPIRED(OfferExpired.class, "offer:expired", "offer:expired"),
    OFFER_VOIDED(OfferVoided.class, "offer:voided", "offer:voided"),
    RECEIPTS(ReceiptsAdvanced.class, ReceiptFrames.NAME, ReceiptFrames.NAME),
    ARRANGED(ChatArranged.class, "chat:arranged", "chat:arranged"),
    INVITED(MembersInvited.class, "group:invited", "group:invited"),
    JOINED(MemberJoined.class, "group:joined", "group:joined"),
    DECLINED(InvitationDeclined.class, "group:declined", "group:declined"),
    REMOVED(MemberRemoved.class, "group:removed", "group:removed"),
    LEFT(MemberLeft.class, "group:left", "group:left"),
    ROLE_CHANGED(MemberRoleChanged.class, "group:changed", "group:changed"),
    RENAMED(ChatRenamed.class, "group:renamed", "group:renamed");

    private static final Map<String, LiveEventKind> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(LiveEventKind::typeName, Function.identity()));

    private final String typeName;
    private final String toActor;
    private final String toOthers;

    LiveEventKind(Class<? extends ChatEvent> type, String toActor, String toOthers) {
        this.typeName = EventTypes.of(ChatEvent.class).nameOf(type);
        this.toActor = toActor;
        this.toOthers = toOthers;
    }

    /** The kind of an event type; absent for types that are not sent. */
    static @Nullable LiveEventKind of(@Nullable String typeName) {
        return typeName == null ? null : BY_TYPE.get(typeName);
    }

    /** The payload for sockets, from the JSON of the event: that JSON itself for all kinds but two. */
    byte[] payload(byte[] event) {
        return switch (this) {
            case HIDDEN -> HiddenChat.payload(event);
            case ARRANGED -> ArrangedChat.payload(event);
            default -> event;
        };
    }

    private String typeName() {
        return typeName;
    }

    /** The name of the event for the sessions of its actor. */
    String toActor() {
        return toActor;
    }

    /** The name of the event for the sessions of all other users. */
    String toOthers() {
        return toOthers;
    }
}
