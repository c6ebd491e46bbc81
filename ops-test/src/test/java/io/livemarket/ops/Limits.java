package io.livemarket.ops;

import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import java.util.stream.Stream;

/** The limits that clients meet, each read from where the code has it, for the table in {@code docs/protocol.md}. */
final class Limits {

    private static final String GATEWAY = "gateway-service";
    private static final String SOCKETS = "livemarket.gateway.sockets.";
    private static final String BUDGETS = "livemarket.gateway.budgets.";
    private static final String REST = "livemarket.gateway.rest.";
    private static final String FILES = "livemarket.files.limits.";
    private static final String ACCOUNTS = "livemarket.accounts.limits.";
    private static final String MAIL = "livemarket.accounts.mail.";
    private static final String READER = "gateway.requests.RequestReader";
    private static final String RULES = "chat.domain.MessageRules";
    private static final String CHAT = "chat-service";
    private static final String SEARCH = "chat.projection.SearchTerms";
    private static final String ARRANGEMENT = "chat.domain.Arrangement";

    private Limits() {}

    static String table() {
        StringBuilder table = new StringBuilder("| limit | value | beyond it | setting |\n|---|---|---|---|\n");
        Stream.of(messages(), lists(), sockets(), rest(), accounts(), files(), others())
                .flatMap(List::stream)
                .forEach(limit -> table.append(limit.row()));
        return table.toString();
    }

    private static List<Limit> messages() {
        return List.of(
                Limit.constant("characters of a message", RULES, "MAX_CONTENT", ErrorCode.CONTENT_TOO_LONG),
                Limit.constant("attachments of a message", RULES, "MAX_ATTACHMENTS", ErrorCode.INVALID_REQUEST),
                Limit.constant(
                        "characters of a `clientMessageId` or `Idempotency-Key`",
                        RULES,
                        "MAX_CLIENT_MESSAGE_ID",
                        ErrorCode.INVALID_REQUEST),
                Limit.constant(
                        "participants of a group, its creator included", RULES, "MAX_GROUP", ErrorCode.GROUP_TOO_LARGE),
                Limit.constant("characters of a group's name", RULES, "MAX_NAME", ErrorCode.INVALID_REQUEST),
                Limit.constant(
                        "labels that one user gives a chat", ARRANGEMENT, "MAX_LABELS", ErrorCode.INVALID_REQUEST),
                Limit.constant("characters of a label", ARRANGEMENT, "MAX_LABEL", ErrorCode.INVALID_REQUEST),
                Limit.constant(
                        "open invitations of a group",
                        "chat.domain.Group",
                        "MOST_INVITED",
                        ErrorCode.TOO_MANY_INVITATIONS),
                Limit.setting(
                        "users without a common chat that one user invites into groups within an hour",
                        "chat-service",
                        "livemarket.chat.stranger-invitations",
                        ErrorCode.RATE_LIMITED),
                Limit.constant(
                        "commands of one user that wait for unknown users or files, in a partition of chats",
                        "chat.kafka.ParkedCommands",
                        "MAX_PER_SENDER",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "chats an hour that a new account opens",
                        "chat-service",
                        "livemarket.chat.new-accounts.chats-per-hour",
                        ErrorCode.TOO_MANY_FIRST_CONTACTS));
    }

    private static List<Limit> lists() {
        return List.of(
                Limit.page("products on a page", "product.web.ProductController", "page"),
                Limit.page("`limit` of `GET /chats`", "chat.web.ChatController", "list"),
                Limit.page("`limit` of `GET /chats/:id/messages`", "chat.web.MessageController", "history"),
                Limit.constant("`limit` of `message:history`", READER, "MAX_PAGE", ErrorCode.INVALID_REQUEST),
                Limit.page("`limit` of `GET /chats/undelivered`", "chat.web.MessageController", "undelivered"),
                Limit.page("`limit` of `GET /messages/search`", "chat.web.SearchController", "search"),
                Limit.constant("words of a search in messages", SEARCH, "MAX_WORDS", ErrorCode.INVALID_REQUEST),
                Limit.constant("characters of a search in messages", SEARCH, "MAX_LENGTH", ErrorCode.INVALID_REQUEST),
                Limit.setting(
                        "time of a user's searches in messages in a minute, on each instance",
                        CHAT,
                        "livemarket.chat.search.per-minute",
                        ErrorCode.RATE_LIMITED),
                Limit.constant("chats named in one `sync`", READER, "MAX_SYNC_CHATS", ErrorCode.INVALID_REQUEST),
                Limit.constant(
                        "messages of one chat in a `sync` answer; more: `complete: false`",
                        "chat.projection.ChatQueries",
                        "SYNC_MESSAGES",
                        null),
                Limit.constant(
                        "messages in one `sync` answer; more: `complete: false`",
                        "chat.projection.ChatQueries",
                        "SYNC_TOTAL",
                        null),
                Limit.constant(
                        "bytes of a page of messages, but for a single message; more: `hasMore`",
                        "chat.projection.ChatQueries",
                        "HISTORY_BYTES",
                        null),
                Limit.constant(
                        "bytes of a `sync` answer, but for a single chat; more: `complete: false`, then `more: true`",
                        "chat.projection.ChatQueries",
                        "SYNC_BYTES",
                        null),
                Limit.page("`limit` of `GET /notifications`", "notification.web.NotificationController", "list"),
                Limit.constant("unread notifications kept", "notification.projection.UserDocument", "UNREAD", null),
                Limit.constant("read notifications kept", "notification.projection.UserDocument", "READ", null),
                Limit.page("`limit` of `GET /users/me/connections`", "presence.web.PresenceController", "connections"),
                Limit.page("`limit` of `GET /users/me/reports`", "moderation.web.OwnReportController", "own"),
                Limit.page(
                        "`limit` of `GET /moderation/reports` and `/flags`",
                        "moderation.web.ModeratorController",
                        "reports"),
                Limit.page(
                        "`limit` of `GET /moderation/rules/:id/history`", "moderation.web.RuleController", "history"),
                Limit.constant(
                        "`limit` of `GET /users?search=`",
                        "auth.web.UsersController",
                        "LARGEST_PAGE",
                        ErrorCode.INVALID_REQUEST),
                Limit.constant(
                        "ids of `GET /users?ids=`", "auth.web.UsersController", "MOST_IDS", ErrorCode.INVALID_REQUEST),
                Limit.constant(
                        "characters of `search`, at least",
                        "auth.web.UsersController",
                        "SHORTEST_SEARCH",
                        ErrorCode.INVALID_REQUEST),
                Limit.constant("users in one `user:status`", READER, "MAX_STATUSES", ErrorCode.INVALID_REQUEST),
                Limit.constant("ids in one `notification:clear`", READER, "MAX_CLEARED", ErrorCode.INVALID_REQUEST),
                Limit.constant(
                        "`ids` of `GET /files`", "file.web.FileController", "MOST_IDS", ErrorCode.INVALID_REQUEST));
    }

    private static List<Limit> sockets() {
        return List.of(
                Limit.setting("sockets of one user", GATEWAY, SOCKETS + "per-user", ErrorCode.TOO_MANY_CONNECTIONS),
                Limit.setting(
                        "sockets from one address", GATEWAY, SOCKETS + "per-address", ErrorCode.TOO_MANY_CONNECTIONS),
                Limit.setting("one frame; a larger one ends the session", GATEWAY, SOCKETS + "max-frame", null),
                Limit.setting(
                        "events per second and socket, in the long run",
                        GATEWAY,
                        SOCKETS + "events.per-second",
                        ErrorCode.RATE_LIMITED),
                Limit.setting("events of a socket at once", GATEWAY, SOCKETS + "events.burst", ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "events per second of all sockets of a user",
                        GATEWAY,
                        BUDGETS + "per-user.per-second",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "events of all sockets of a user at once",
                        GATEWAY,
                        BUDGETS + "per-user.burst",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "events per second of all sockets from one address",
                        GATEWAY,
                        BUDGETS + "per-address.per-second",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "events of all sockets from one address at once",
                        GATEWAY,
                        BUDGETS + "per-address.burst",
                        ErrorCode.RATE_LIMITED),
                Limit.setting("events that a CONNECT counts for", GATEWAY, BUDGETS + "connect", ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "`sync`, `message:history`, `user:status`, blocks and reports of a user under way",
                        GATEWAY,
                        BUDGETS + "asking-per-user",
                        ErrorCode.RATE_LIMITED),
                Limit.setting("… of an address", GATEWAY, BUDGETS + "asking-per-address", ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "sessions from one address that are not connected yet; more: HTTP 503",
                        GATEWAY,
                        BUDGETS + "unconnected-per-address",
                        null),
                Limit.setting(
                        "refusals for that, then the socket is disconnected", GATEWAY, SOCKETS + "refusals", null),
                Limit.setting("… within", GATEWAY, SOCKETS + "refusal-window", null),
                Limit.setting(
                        "frames that wait for a socket that does not read, then it is disconnected",
                        GATEWAY,
                        SOCKETS + "max-queued-frames",
                        null),
                Limit.setting(
                        "bytes that wait for a socket that does not read, then it is disconnected",
                        GATEWAY,
                        SOCKETS + "max-queued",
                        null),
                Limit.setting(
                        "messages sent again after a CONNECT; more: `recovered: false`",
                        GATEWAY,
                        SOCKETS + "missed",
                        null),
                Limit.setting(
                        "… bytes of them that wait for a socket; more: `recovered: false`",
                        GATEWAY,
                        BUDGETS + "missed",
                        null),
                Limit.setting(
                        "… bytes of them that wait for all sockets of a user; more: `recovered: false`",
                        GATEWAY,
                        BUDGETS + "missed-per-user",
                        null),
                Limit.setting("`session:expiring` before the token's end", GATEWAY, SOCKETS + "expiry-warning", null),
                Limit.setting("time between two pings", GATEWAY, SOCKETS + "ping-interval", null),
                Limit.setting("time for a pong", GATEWAY, SOCKETS + "ping-timeout", null),
                Limit.constant(
                        "characters of `device`; longer ones are cut",
                        "events.presence.SessionFact",
                        "MAX_DEVICE",
                        null));
    }

    private static List<Limit> rest() {
        return List.of(
                Limit.constant(
                        "characters of a request's path and query, as they are sent",
                        "gateway.web.RequestLineLimit",
                        "MAX_CHARACTERS",
                        ErrorCode.INVALID_REQUEST),
                Limit.setting(
                        "a request line", GATEWAY, "server.netty.max-initial-line-length", ErrorCode.INVALID_REQUEST),
                Limit.setting("a request's body", GATEWAY, REST + "max-body", ErrorCode.PAYLOAD_TOO_LARGE),
                Limit.setting(
                        "requests per second of one user",
                        GATEWAY,
                        REST + "per-user.per-second",
                        ErrorCode.RATE_LIMITED),
                Limit.setting("requests of one user at once", GATEWAY, REST + "per-user.burst", ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "requests per second from one address",
                        GATEWAY,
                        REST + "per-address.per-second",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "requests from one address at once",
                        GATEWAY,
                        REST + "per-address.burst",
                        ErrorCode.RATE_LIMITED));
    }

    private static List<Limit> accounts() {
        return List.of(
                Limit.constant(
                        "characters of a password, at least",
                        "auth.web.PasswordRules",
                        "SHORTEST",
                        ErrorCode.WEAK_PASSWORD),
                Limit.constant(
                        "characters of a password, at most",
                        "auth.web.PasswordRules",
                        "LONGEST",
                        ErrorCode.WEAK_PASSWORD),
                Limit.constant(
                        "characters of an e-mail address",
                        "auth.web.FieldRules",
                        "LONGEST_EMAIL",
                        ErrorCode.INVALID_EMAIL),
                Limit.constant(
                        "characters of `avatarUrl`, which is an https address",
                        "auth.web.FieldRules",
                        "LONGEST_URL",
                        ErrorCode.INVALID_REQUEST),
                Limit.setting(
                        "failed log-ins of one account from one address",
                        "auth-service",
                        ACCOUNTS + "failures-per-account",
                        ErrorCode.RATE_LIMITED),
                Limit.setting("… within", "auth-service", ACCOUNTS + "failures-window", null),
                Limit.setting(
                        "failed log-ins of one account from all addresses within that time; then slowed, but for addresses where it logged in",
                        "auth-service",
                        ACCOUNTS + "failures-from-anywhere",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "log-ins a minute from one address",
                        "auth-service",
                        ACCOUNTS + "logins-per-minute",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "registrations a minute from one address",
                        "auth-service",
                        ACCOUNTS + "registrations-per-minute",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "refreshes and log-outs a minute from one address",
                        "auth-service",
                        ACCOUNTS + "refreshes-per-minute",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "changes of the password an hour that one user asks for",
                        "auth-service",
                        ACCOUNTS + "password-changes-per-hour",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "answers `email_taken` an hour to one address, or to one user",
                        "auth-service",
                        ACCOUNTS + "taken-addresses-per-hour",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "requests for mails, and uses of their links, a minute from one address",
                        "auth-service",
                        MAIL + "asks-per-minute",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "requests for mails that set the password, an hour, for one name or address",
                        "auth-service",
                        MAIL + "resets-per-hour",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "mails an hour to one address; beyond it a verification is refused, and a reset is not sent",
                        "auth-service",
                        MAIL + "per-address",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "mails an hour about one account; as above",
                        "auth-service",
                        MAIL + "per-account",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "mails an hour of the installation; as above",
                        "auth-service",
                        MAIL + "in-all",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "open links of one kind of an account; a further one replaces the oldest",
                        "auth-service",
                        MAIL + "open-per-account",
                        null),
                Limit.constant(
                        "sessions of one user; a further log-in ends the one unused for longest",
                        "auth.domain.SessionsDecider",
                        "MOST",
                        null),
                Limit.setting(
                        "users of the marketplace's issuer a minute whom their access tokens register, in all",
                        "auth-service",
                        ACCOUNTS + "external-registrations-per-minute",
                        ErrorCode.RATE_LIMITED),
                Limit.constant(
                        "`users` of one `POST /admin/users`",
                        "auth.web.ExternalUsersController",
                        "MOST_USERS",
                        ErrorCode.INVALID_REQUEST),
                Limit.constant("service accounts", "auth.domain.ServiceDecider", "MOST", ErrorCode.TOO_MANY_SERVICES),
                Limit.constant(
                        "secrets of a service account",
                        "auth.domain.ServiceAccess",
                        "MOST_SECRETS",
                        ErrorCode.TOO_MANY_SERVICES));
    }

    private static List<Limit> files() {
        return List.of(
                Limit.setting("one file", "file-service", FILES + "file-size", ErrorCode.PAYLOAD_TOO_LARGE),
                Limit.setting("one image", "file-service", FILES + "image-size", ErrorCode.PAYLOAD_TOO_LARGE),
                Limit.setting("pixels of an image", "file-service", FILES + "image-pixels", ErrorCode.IMAGE_TOO_LARGE),
                Limit.setting(
                        "files of one user", "file-service", FILES + "files-per-user", ErrorCode.FILE_QUOTA_EXCEEDED),
                Limit.setting(
                        "bytes of one user", "file-service", FILES + "bytes-per-user", ErrorCode.FILE_QUOTA_EXCEEDED),
                Limit.setting(
                        "uploads of one user at the same time",
                        "file-service",
                        FILES + "uploads-per-user",
                        ErrorCode.TOO_MANY_UPLOADS),
                Limit.setting(
                        "an upload takes at most", "file-service", FILES + "upload-time", ErrorCode.UPLOAD_STALLED),
                Limit.setting(
                        "bytes a second that an upload brings on average after the time that it may be silent, at least",
                        "file-service",
                        FILES + "slowest",
                        ErrorCode.UPLOAD_STALLED),
                Limit.setting("an upload may be silent for", "file-service", FILES + "stall", ErrorCode.UPLOAD_STALLED),
                Limit.setting(
                        "bytes that a decoder holds of progressive pictures at once; a larger one gets no thumbnail",
                        "file-service",
                        FILES + "thumbnail-memory",
                        null),
                Limit.setting(
                        "an address of a file is good for at most",
                        "file-service",
                        "livemarket.files.url-life",
                        ErrorCode.URL_EXPIRED),
                Limit.setting(
                        "files of one report or flag of which a copy is kept",
                        "file-service",
                        "livemarket.files.evidence.files-per-case",
                        null),
                Limit.setting("… and bytes", "file-service", "livemarket.files.evidence.bytes-per-case", null),
                Limit.setting(
                        "files of all reports and flags about one user of which a copy is kept",
                        "file-service",
                        "livemarket.files.evidence.files-per-user",
                        null),
                Limit.setting("… and bytes", "file-service", "livemarket.files.evidence.bytes-per-user", null),
                Limit.setting(
                        "a copy is kept after its report or flag is resolved for",
                        "file-service",
                        "livemarket.files.evidence.life",
                        null),
                Limit.setting(
                        "a file without a message is kept for", "file-service", "livemarket.files.unsent-kept", null));
    }

    private static List<Limit> others() {
        return List.of(
                Limit.setting(
                        "available and reserved products of one seller",
                        "product-service",
                        "livemarket.products.on-sale-per-seller",
                        ErrorCode.PRODUCT_QUOTA_EXCEEDED),
                Limit.constant(
                        "characters of a product's name",
                        "product.domain.ProductRules",
                        "MAX_NAME",
                        ErrorCode.INVALID_REQUEST),
                Limit.constant(
                        "characters of an address of a product",
                        "product.domain.ProductRules",
                        "MAX_URL",
                        ErrorCode.INVALID_REQUEST),
                Limit.constant(
                        "users that one user blocks",
                        "moderation.domain.ModerationDecider",
                        "MAX_BLOCKS",
                        ErrorCode.TOO_MANY_BLOCKS),
                Limit.setting(
                        "reports a minute of one user",
                        "moderation-service",
                        "livemarket.moderation.reports-per-minute",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "appeals a minute of one user",
                        "moderation-service",
                        "livemarket.moderation.safety.appeals-per-minute",
                        ErrorCode.RATE_LIMITED),
                Limit.size("characters of an appeal or its answer", "moderation.web.Requests$Appeal", "text"),
                Limit.setting(
                        "blocks and unblocks a minute of one user",
                        "moderation-service",
                        "livemarket.moderation.blocks-per-minute",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "time a minute that evidence is searched for one user's reports",
                        "moderation-service",
                        "livemarket.moderation.search-per-minute",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "addresses of evidence a minute of one moderator",
                        "moderation-service",
                        "livemarket.moderation.evidence-views-per-minute",
                        ErrorCode.RATE_LIMITED),
                Limit.setting(
                        "an address of evidence is good for",
                        "moderation-service",
                        "livemarket.moderation.evidence-url-life",
                        ErrorCode.URL_EXPIRED),
                Limit.setting(
                        "changes, approvals and withdrawals of rules a minute of one moderator",
                        "moderation-service",
                        "livemarket.moderation.rule-changes-per-minute",
                        ErrorCode.RATE_LIMITED),
                Limit.size(
                        "characters of a report's `comment`, a note or a reason",
                        "moderation.web.Requests$Report",
                        "comment"),
                Limit.size("`messageIds` of a report", "moderation.web.Requests$Report", "messageIds"),
                Limit.constant(
                        "devices of one user that get pushes",
                        "notification.kafka.CommandDecisions",
                        "MAX_DEVICES",
                        ErrorCode.TOO_MANY_SUBSCRIPTIONS),
                Limit.setting(
                        "a message is pushed unless a device confirms it within",
                        "notification-service",
                        "livemarket.notification.push.after",
                        null),
                Limit.setting(
                        "webhooks",
                        "notification-service",
                        "livemarket.notification.webhooks.most",
                        ErrorCode.TOO_MANY_WEBHOOKS),
                Limit.size(
                        "event types of a webhook",
                        "notification.webhooks.web.WebhookRequests$WantedWebhook",
                        "eventTypes"),
                Limit.size(
                        "characters of a webhook's `url`",
                        "notification.webhooks.web.WebhookRequests$WantedWebhook",
                        "url"),
                Limit.size(
                        "characters of a webhook's `description`",
                        "notification.webhooks.web.WebhookRequests$WantedWebhook",
                        "description"),
                Limit.setting(
                        "a webhook answers within",
                        "notification-service",
                        "livemarket.notification.webhooks.timeout",
                        null),
                Limit.setting(
                        "dead letters of a webhook, which disable it",
                        "notification-service",
                        "livemarket.notification.webhooks.dead-letters",
                        null));
    }
}
