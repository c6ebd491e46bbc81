package io.livemarket.chat.web;

import io.livemarket.chat.domain.MessageRules;
import io.livemarket.chat.kafka.ChatCommands;
import io.livemarket.chat.projection.ChatFilter;
import io.livemarket.chat.projection.ChatQueries;
import io.livemarket.chat.projection.ChatView;
import io.livemarket.chat.projection.Page;
import io.livemarket.chat.projection.SyncAnswer;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.ArrangeChat;
import io.livemarket.events.chat.ChatCommand.ConfirmDeal;
import io.livemarket.events.chat.ChatCommand.HideChat;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.WithdrawDeal;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupCommand.RenameChat;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.read.ReadBarrier.Reached;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.ForServices;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The REST interface of the caller's chats: list, open, read, hide, arrange, rename, synchronize, and confirm or
 * withdraw a deal.
 */
@RestController
@RequestMapping("/chats")
class ChatController {

    private final ChatCommands commands;
    private final ChatQueries queries;
    private final ReadConsistency consistency;
    private final ServiceChats services;
    private final Clock clock;

    ChatController(
            ChatCommands commands,
            ChatQueries queries,
            ReadConsistency consistency,
            ServiceChats services,
            Clock clock) {
        this.services = services;
        this.commands = commands;
        this.queries = queries;
        this.consistency = consistency;
        this.clock = clock;
    }

    /** The caller's chats; hidden and archived ones only where the request asks for them. */
    @GetMapping
    Page<ChatView> list(
            @AuthenticationPrincipal Jwt caller,
            @RequestParam(defaultValue = "false") boolean hidden,
            @RequestParam(defaultValue = "false") boolean archived,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String subjectType,
            @RequestParam(required = false) @Nullable String subjectId,
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(defaultValue = "false") boolean pinned,
            @RequestParam(required = false) @Nullable String label,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestHeader(name = ReadConsistency.HEADER, required = false) @Nullable String minOffsets) {
        ChatFilter filter = ChatFilters.of(
                ChatFilters.shelf(hidden, archived), role, subjectType, subjectId, unread, pinned, label);
        consistency.awaitAll(minOffsets);
        return queries.chats(Callers.id(caller), filter, cursor, limit);
    }

    /** A service account names all participants, and may name one of them as the person of support. */
    @PostMapping
    @ForServices(Callers.CHATS_WRITE)
    ResponseEntity<ChatView> open(
            @AuthenticationPrincipal Jwt caller,
            @Valid @RequestBody Requests.OpenChat request,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header) {
        if (Callers.isService(caller)) {
            ServiceChats.Opened opened = services.open(caller, request, IdempotencyKey.of(header));
            return answer(opened.chat(), opened.duplicate());
        }
        if (request.support() != null) {
            throw new ApiException(ErrorCode.FORBIDDEN, "Only a service account names a person of support.");
        }
        if (Callers.mustVerifyEmail(caller)) {
            throw new ApiException(ErrorCode.EMAIL_NOT_VERIFIED);
        }
        UUID me = Callers.id(caller);
        List<UUID> participants = new ArrayList<>();
        participants.add(me);
        request.participants().stream().filter(id -> !id.equals(me)).forEach(participants::add);
        UUID chatId = chatId(request, participants, me, IdempotencyKey.of(header));
        CommandAccepted accepted = commands.decide(new OpenChat(
                chatId, me, request.type(), participants, request.name(), now(), request.subject(), request.history()));
        consistency.require(chatId, accepted.version());
        ChatView chat = queries.chat(chatId, me);
        if (accepted.duplicate() && request.type() == ChatType.GROUP && !isOf(request, participants, chat)) {
            throw new ApiException(ErrorCode.IDEMPOTENCY_CONFLICT);
        }
        return answer(chat, accepted.duplicate());
    }

    private static ResponseEntity<ChatView> answer(ChatView chat, boolean duplicate) {
        return duplicate
                ? ResponseEntity.ok(chat)
                : ResponseEntity.created(URI.create("/chats/" + chat.id())).body(chat);
    }

    /** Whether a stored group has the participants and the name of a request with its idempotency key. */
    static boolean isOf(Requests.OpenChat request, List<UUID> participants, ChatView chat) {
        String name = request.name();
        return name != null
                && Set.copyOf(participants).equals(Set.copyOf(chat.description().participants()))
                && MaskedText.isOf(chat.description().name(), name.strip());
    }

    /**
     * The id of the requested chat. A group's id is made from the idempotency key if there is one, so that a repeated
     * request names that group again.
     */
    private static UUID chatId(Requests.OpenChat request, List<UUID> participants, UUID me, @Nullable String key) {
        Subject subject = request.subject();
        if (subject != null && (request.type() == ChatType.GROUP || !subject.wellFormed())) {
            throw ApiException.invalid("subject");
        }
        if (request.type() == ChatType.GROUP) {
            if (!MessageRules.isValidGroupName(request.name())) {
                throw ApiException.invalid("name");
            }
            return key == null ? Ids.next() : Ids.named(me, key);
        }
        if (participants.size() != 2) {
            throw new ApiException(ErrorCode.INVALID_PARTICIPANTS);
        }
        return Ids.privateChat(participants.get(0), participants.get(1), subject);
    }

    @GetMapping("/{chatId}")
    ChatView chat(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId) {
        consistency.requireChat(chatId, null);
        return queries.chat(chatId, Callers.id(caller));
    }

    @DeleteMapping("/{chatId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void hide(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId) {
        CommandAccepted accepted = commands.decide(new HideChat(chatId, Callers.id(caller), now()));
        // Hiding does not change the chat's version (decision 004), so that waiting for the version alone is not
        // enough.
        consistency.awaitHidden(chatId, Callers.id(caller), accepted.version());
    }

    /**
     * Pins, archives or labels a chat for the caller alone, where absent fields stay as they are; or renames a group
     * for all of its members.
     */
    @PatchMapping("/{chatId}")
    ChatView arrange(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID chatId,
            @Valid @RequestBody Requests.ArrangeChat request) {
        UUID me = Callers.id(caller);
        if (request.name() != null) {
            return rename(chatId, me, request, request.name());
        }
        decide(new ArrangeChat(chatId, me, request.pinned(), request.archived(), request.labels(), now()), "labels");
        // An arrangement does not change the chat's version (decision 004).
        consistency.requireChat(chatId, null);
        return queries.chat(chatId, me);
    }

    /** A name comes alone, so that a request is one command, which is accepted or rejected as a whole. */
    private ChatView rename(UUID chatId, UUID me, Requests.ArrangeChat request, String name) {
        if (request.isArrangement()) {
            // A chat that the caller is not in is answered as no chat, whatever else is wrong with the request.
            consistency.requireChat(chatId, null);
            queries.chat(chatId, me);
            throw ApiException.invalid("name");
        }
        CommandAccepted accepted = decide(new RenameChat(chatId, me, name, now()), "name");
        consistency.require(chatId, accepted.version());
        return queries.chat(chatId, me);
    }

    /** @param field the only field of the command that may be invalid */
    private CommandAccepted decide(ChatCommand command, String field) {
        try {
            return commands.decide(command);
        } catch (ApiException e) {
            throw e.code() == ErrorCode.INVALID_REQUEST ? ApiException.invalid(field) : e;
        }
    }

    @PutMapping("/{chatId}/deal")
    ChatView confirmDeal(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId) {
        UUID me = Callers.id(caller);
        consistency.require(
                chatId, commands.decide(new ConfirmDeal(chatId, me, now())).version());
        return queries.chat(chatId, me);
    }

    @DeleteMapping("/{chatId}/deal")
    ChatView withdrawDeal(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId) {
        UUID me = Callers.id(caller);
        consistency.require(
                chatId, commands.decide(new WithdrawDeal(chatId, me, now())).version());
        return queries.chat(chatId, me);
    }

    @PostMapping("/sync")
    SyncAnswer sync(
            @AuthenticationPrincipal Jwt caller,
            @Valid @RequestBody Requests.Sync request,
            @RequestHeader(name = ReadConsistency.HEADER, required = false) @Nullable String minOffsets) {
        Reached reached = consistency.awaitAll(minOffsets);
        return queries.sync(
                Callers.id(caller),
                request.chats(),
                Boolean.TRUE.equals(request.paged()),
                id -> reached.isBehind(id.toString()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
