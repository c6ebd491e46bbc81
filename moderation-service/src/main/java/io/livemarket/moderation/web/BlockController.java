package io.livemarket.moderation.web;

import io.livemarket.kit.web.Callers;
import io.livemarket.moderation.config.ModerationProperties;
import io.livemarket.moderation.domain.ModerationCommand.BlockUser;
import io.livemarket.moderation.domain.ModerationCommand.UnblockUser;
import io.livemarket.moderation.kafka.ModerationCommands;
import io.livemarket.moderation.projection.ModerationQueries;
import io.livemarket.moderation.projection.PersonView.Block;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The blocks of the caller. A block is answered when no message of the blocked user to the caller can be accepted any
 * more.
 */
@RestController
class BlockController {

    private final ModerationCommands commands;
    private final ModerationQueries queries;
    private final ReadYourWrites readYourWrites;
    private final Clock clock;
    private final UserBudget budget;

    BlockController(
            ModerationCommands commands,
            ModerationQueries queries,
            ReadYourWrites readYourWrites,
            Clock clock,
            ModerationProperties properties) {
        this.commands = commands;
        this.queries = queries;
        this.readYourWrites = readYourWrites;
        this.clock = clock;
        this.budget = new UserBudget(properties.blocksPerMinute());
    }

    record Blocks(List<Block> items) {}

    @PostMapping("/users/{userId}/block")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void block(@AuthenticationPrincipal Jwt caller, @PathVariable UUID userId) {
        UUID me = Callers.id(caller);
        budget.take(me);
        readYourWrites.await(
                me, commands.enforce(new BlockUser(me, userId, now())).version());
    }

    @DeleteMapping("/users/{userId}/block")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unblock(@AuthenticationPrincipal Jwt caller, @PathVariable UUID userId) {
        UUID me = Callers.id(caller);
        budget.take(me);
        readYourWrites.await(
                me, commands.enforce(new UnblockUser(me, userId, now())).version());
    }

    @GetMapping("/users/me/blocks")
    Blocks blocks(@AuthenticationPrincipal Jwt caller) {
        UUID me = Callers.id(caller);
        readYourWrites.require(me);
        return new Blocks(queries.person(me).blocks().reversed());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
