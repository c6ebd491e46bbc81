package io.livemarket.events.contracts;

import static java.util.Map.entry;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand.ArrangeChat;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.MarkDelivered;
import io.livemarket.events.chat.ChatCommand.MarkRead;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferTerms;
import io.livemarket.events.chat.SystemCommand;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.moderation.EnforcementState.SuspensionInForce;
import io.livemarket.events.moderation.EvidenceMessage;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import io.livemarket.events.notifications.NotificationCommand.ClearNotifications;
import io.livemarket.events.notifications.NotificationCommand.MuteChat;
import io.livemarket.events.notifications.NotificationEvent.ChatMuted;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.events.notifications.NotificationEvent.PushSubscriptionAdded;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import io.livemarket.events.presence.ProfileNotice.ProfileShown;
import io.livemarket.events.presence.SessionFact.SessionOpened;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.users.UserEvent.ProfileUpdated;
import io.livemarket.events.users.UserEvent.UserRegistered;
import java.util.Map;
import java.util.Set;

/**
 * The rule for {@code required} in the schemas: every component of a record is always present, except for those listed
 * here, which are {@code @Nullable}. A component that is added to a record later must be listed, because older records
 * do not have it; the compatibility check fails for a missing entry. A command may lack a field that a client left out,
 * for it to be refused.
 */
final class OptionalFields {

    static final Map<Class<?>, Set<String>> OF = Map.ofEntries(
            entry(UserRegistered.class, Set.of("avatarUrl")),
            entry(ProfileUpdated.class, Set.of("avatarUrl")),
            entry(FileEvent.FileUploaded.class, Set.of("image")),
            entry(FileCommand.RecordUpload.class, Set.of("image")),
            entry(ChatOpened.class, Set.of("name", "subject", "roles")),
            entry(
                    MessageSent.class,
                    Set.of(
                            "attachments",
                            "productId",
                            "replyTo",
                            "clientMessageId",
                            "masked",
                            "warnings",
                            "offerId",
                            "system")),
            entry(MessageEdited.class, Set.of("masked", "warnings")),
            entry(ProductDetails.class, Set.of("url", "imageUrl")),
            entry(ProductStateChanged.class, Set.of("reservation")),
            entry(CommandRefused.class, Set.of("category")),
            entry(OpenChat.class, Set.of("name", "subject")),
            entry(ArrangeChat.class, Set.of("pinned", "archived", "labels")),
            entry(
                    SendMessage.class,
                    Set.of("to", "content", "attachments", "productId", "replyTo", "clientMessageId", "subject")),
            entry(EditMessage.class, Set.of("content")),
            entry(SystemCommand.OpenChatBetween.class, Set.of("subject")),
            entry(SystemCommand.SendSystemMessage.class, Set.of("content", "clientMessageId")),
            entry(OfferMade.class, Set.of("counters", "countersSeq")),
            entry(OfferTerms.class, Set.of("validForSeconds", "clientMessageId")),
            entry(MarkDelivered.class, Set.of("upToSeq", "messageId")),
            entry(MarkRead.class, Set.of("upToSeq", "messageId")),
            entry(CommandAccepted.class, Set.of("message", "seq", "deletedAt")),
            entry(UserReported.class, Set.of("comment")),
            entry(ReportResolved.class, Set.of("note")),
            entry(FlagResolved.class, Set.of("note")),
            entry(UserSuspended.class, Set.of("until")),
            entry(SuspensionInForce.class, Set.of("until")),
            entry(EvidenceMessage.class, Set.of("deletedAt", "attachments")),
            entry(MessageFlagged.class, Set.of("attachments")),
            entry(RuleDefined.class, Set.of("approverId", "roles")),
            entry(RuleProposed.class, Set.of("roles")),
            entry(ClearNotifications.class, Set.of("ids", "chatId", "upTo")),
            entry(MuteChat.class, Set.of("until")),
            entry(PushSubscriptionAdded.class, Set.of("device")),
            entry(NotificationRaised.class, Set.of("chatId", "actorId", "subject", "upToSeq", "chatName")),
            entry(NotificationsCleared.class, Set.of("chatId")),
            entry(ChatMuted.class, Set.of("until")),
            entry(NotificationPreferences.class, Set.of("quietHours")),
            entry(ProfileShown.class, Set.of("avatarUrl", "deleted")),
            entry(SessionOpened.class, Set.of("device")),
            entry(ConnectionLogged.class, Set.of("reason", "device")),
            entry(Attachment.class, Set.of("name", "contentType", "size", "width", "height")));

    private OptionalFields() {}

    static boolean contains(Class<?> type, String component) {
        return OF.getOrDefault(type, Set.of()).contains(component);
    }
}
