package io.livemarket.chat.web;

import io.livemarket.chat.config.ChatProperties;
import io.livemarket.chat.kafka.ChatCommands;
import io.livemarket.chat.projection.ChatQueries;
import io.livemarket.chat.projection.ChatView;
import io.livemarket.chat.projection.GroupQueries;
import io.livemarket.chat.projection.InvitationView;
import io.livemarket.chat.projection.Page;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.GroupCommand;
import io.livemarket.events.chat.GroupCommand.AnswerInvitation;
import io.livemarket.events.chat.GroupCommand.ChangeMemberRole;
import io.livemarket.events.chat.GroupCommand.InviteMembers;
import io.livemarket.events.chat.GroupCommand.LeaveChat;
import io.livemarket.events.chat.GroupCommand.RemoveMember;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of groups: members, admins and invitations. The name is changed with {@link ChatController}. */
@RestController
@RequestMapping("/chats")
class GroupController {

    private final ChatCommands commands;
    private final ChatQueries queries;
    private final GroupQueries groups;
    private final ReadConsistency consistency;
    private final StrangerInvitations strangers;
    private final Clock clock;

    GroupController(
            ChatCommands commands,
            ChatQueries queries,
            GroupQueries groups,
            ReadConsistency consistency,
            ChatProperties properties,
            Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.groups = groups;
        this.consistency = consistency;
        this.strangers = new StrangerInvitations(properties.strangerInvitations(), groups::strangersTo);
        this.clock = clock;
    }

    @GetMapping("/invitations")
    Page<InvitationView> invitations(
            @AuthenticationPrincipal Jwt caller,
            @RequestHeader(name = ReadConsistency.HEADER, required = false) @Nullable String minOffsets) {
        consistency.awaitAll(minOffsets);
        return groups.invitations(Callers.id(caller));
    }

    @PostMapping("/{chatId}/members")
    ChatView invite(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID chatId,
            @Valid @RequestBody Requests.Invite request) {
        if (Callers.mustVerifyEmail(caller)) {
            throw new ApiException(ErrorCode.EMAIL_NOT_VERIFIED);
        }
        UUID me = Callers.id(caller);
        // A stranger to the group is refused as for no group, whatever the budget.
        consistency.requireChat(chatId, null);
        ChatView group = queries.chat(chatId, me);
        InviteMembers invite = new InviteMembers(chatId, me, request.userIds(), now());
        CommandAccepted accepted =
                strangers.counted(me, group.description(), request.userIds(), () -> commands.decide(invite));
        return after(invite, accepted);
    }

    @DeleteMapping("/{chatId}/members/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId, @PathVariable UUID userId) {
        UUID me = Callers.id(caller);
        CommandAccepted accepted = commands.decide(
                userId.equals(me) ? new LeaveChat(chatId, me, now()) : new RemoveMember(chatId, me, userId, now()));
        consistency.require(chatId, accepted.version());
    }

    @PutMapping("/{chatId}/members/{userId}")
    ChatView change(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID chatId,
            @PathVariable UUID userId,
            @Valid @RequestBody Requests.ChangeMember request) {
        return changed(new ChangeMemberRole(chatId, Callers.id(caller), userId, request.admin(), now()));
    }

    /** The chat after the caller joined; nothing after the caller declined. */
    @PutMapping("/{chatId}/invitation")
    ResponseEntity<ChatView> answer(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID chatId,
            @Valid @RequestBody Requests.AnswerInvitation request) {
        AnswerInvitation answer = new AnswerInvitation(chatId, Callers.id(caller), request.accept(), now());
        if (request.accept()) {
            return ResponseEntity.ok(changed(answer));
        }
        consistency.require(chatId, commands.decide(answer).version());
        return ResponseEntity.noContent().build();
    }

    private ChatView changed(GroupCommand command) {
        return after(command, commands.decide(command));
    }

    private ChatView after(GroupCommand command, CommandAccepted accepted) {
        consistency.require(command.chatId(), accepted.version());
        return queries.chat(command.chatId(), command.actorId());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
