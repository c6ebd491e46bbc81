package io.livemarket.moderation.web;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import io.livemarket.moderation.config.ModerationProperties;
import io.livemarket.moderation.content.DryRun;
import io.livemarket.moderation.content.RuleBook;
import io.livemarket.moderation.content.RuleChange;
import io.livemarket.moderation.content.RuleChanges;
import io.livemarket.moderation.content.RuleEntry;
import io.livemarket.moderation.domain.RuleCommand;
import io.livemarket.moderation.domain.RuleCommand.ApproveRule;
import io.livemarket.moderation.domain.RuleCommand.DefineRule;
import io.livemarket.moderation.domain.RuleCommand.WithdrawRule;
import io.livemarket.moderation.domain.RuleReach;
import io.livemarket.moderation.domain.RuleText;
import io.livemarket.rules.Action;
import io.livemarket.rules.ContentRule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The rules on content, for moderators. */
@RestController
@RequestMapping("/moderation/rules")
@RequiresRole(Callers.MODERATOR)
class RuleController {

    private final RuleBook book;
    private final RuleChanges changes;
    private final ReadBarrier barrier;
    private final DryRun dryRun;
    private final Clock clock;
    private final UserBudget budget;

    RuleController(
            RuleBook book,
            RuleChanges changes,
            ReadBarrier ruleChangesBarrier,
            DryRun dryRun,
            Clock clock,
            ModerationProperties properties) {
        this.book = book;
        this.changes = changes;
        this.barrier = ruleChangesBarrier;
        this.dryRun = dryRun;
        this.clock = clock;
        this.budget = new UserBudget(properties.ruleChangesPerMinute());
    }

    /** @param items all rules, also those that are switched off or only proposed */
    record Rules(long version, Collection<RuleEntry> items) {}

    /** @param version the version of the proposal that the moderator saw */
    record Approval(@NotNull @Min(1) Long version) {}

    record Rule(
            @NotNull @Pattern(regexp = "[a-z][a-z_]{0,39}") String category,
            @NotNull @Min(1) @Max(5) Integer severity,
            @NotNull RuleAction action,
            @NotNull String text,
            @Nullable Boolean enabled,

            @Size(min = 1, max = 4) @Nullable List<@NotNull ChatRole> roles) {

        /** The rule, with each role once. */
        RuleText content() {
            return new RuleText(
                    category, severity, action, text, roles == null ? null : List.copyOf(EnumSet.copyOf(roles)));
        }

        /** @throws ApiException {@code invalid_request} for a rule that can be found in no message */
        ContentRule named(UUID id) {
            try {
                return new ContentRule(id.toString(), category, severity, Action.valueOf(action.name()), text);
            } catch (IllegalArgumentException e) {
                throw new ApiException(ErrorCode.INVALID_REQUEST, e.getMessage());
            }
        }
    }

    record Trial(
            @NotNull @Valid Rule rule,
            @NotNull @Min(1) @Max(90) Integer days) {}

    @GetMapping
    Rules rules() {
        return new Rules(book.version(), book.all());
    }

    /** Adds a rule. A broad rule is answered with 202 and its proposal. */
    @PostMapping
    ResponseEntity<RuleEntry> add(@AuthenticationPrincipal Jwt caller, @Valid @RequestBody Rule rule) {
        return define(Callers.id(caller), Ids.next(), rule, HttpStatus.CREATED);
    }

    @PutMapping("/{ruleId}")
    ResponseEntity<RuleEntry> change(
            @AuthenticationPrincipal Jwt caller, @PathVariable UUID ruleId, @Valid @RequestBody Rule rule) {
        UUID me = Callers.id(caller);
        find(ruleId);
        return define(me, ruleId, rule, HttpStatus.OK);
    }

    /** Switches a rule off. It stays listed, so that its earlier effects can be explained. */
    @DeleteMapping("/{ruleId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void switchOff(@AuthenticationPrincipal Jwt caller, @PathVariable UUID ruleId) {
        UUID me = Callers.id(caller);
        RuleChange.Content rule = find(ruleId).content();
        define(
                me,
                ruleId,
                new Rule(rule.category(), rule.severity(), rule.action(), rule.text(), false, rule.roles()),
                HttpStatus.NO_CONTENT);
    }

    /** Puts a broad rule in force, in the version that the second moderator saw. */
    @PostMapping("/{ruleId}/approval")
    RuleEntry approve(
            @AuthenticationPrincipal Jwt caller, @PathVariable UUID ruleId, @Valid @RequestBody Approval approval) {
        UUID me = Callers.id(caller);
        find(ruleId);
        return decide(new ApproveRule(ruleId, approval.version(), me, now()));
    }

    /** Withdraws the author's proposal of a broad rule. */
    @DeleteMapping("/{ruleId}/approval")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@AuthenticationPrincipal Jwt caller, @PathVariable UUID ruleId) {
        UUID me = Callers.id(caller);
        find(ruleId);
        budget.take(me);
        book.decide(new WithdrawRule(ruleId, me, now()));
    }

    /** The changes of a rule: moderator, time, and the rule before and after. */
    @GetMapping("/{ruleId}/history")
    RuleChanges.Page history(
            @PathVariable UUID ruleId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        long before = before(cursor);
        barrier.requireAll(ReadBarrier.BOUND);
        RuleChanges.Page page = changes.of(ruleId, before, limit);
        if (page.items().isEmpty()) {
            find(ruleId);
        }
        return page;
    }

    @PostMapping("/dry-run")
    DryRun.Report dryRun(@Valid @RequestBody Trial trial) {
        return dryRun.run(trial.rule().named(Ids.next()), clock.instant().minus(Duration.ofDays(trial.days())));
    }

    private ResponseEntity<RuleEntry> define(UUID moderator, UUID ruleId, Rule rule, HttpStatus done) {
        ContentRule named = rule.named(ruleId);
        boolean enabled = rule.enabled() == null || rule.enabled();
        budget.take(moderator);
        RuleReach reach = enabled ? dryRun.reach(named, clock.instant()) : RuleReach.NONE;
        RuleEntry entry = decided(new DefineRule(ruleId, rule.content(), enabled, moderator, reach, now()));
        return ResponseEntity.status(entry.pending() == null ? done : HttpStatus.ACCEPTED)
                .body(entry);
    }

    private RuleEntry decide(RuleCommand command) {
        budget.take(command.moderatorId());
        return decided(command);
    }

    private RuleEntry decided(RuleCommand command) {
        return book.decide(command).orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
    }

    private RuleEntry find(UUID ruleId) {
        return book.find(ruleId).orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
    }

    private static long before(@Nullable String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new ApiException(ErrorCode.INVALID_CURSOR);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
