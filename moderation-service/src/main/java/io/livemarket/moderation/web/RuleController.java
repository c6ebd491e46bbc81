package io.livemarket.moderation.web;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import io.livemarket.moderation.content.DryRun;
import io.livemarket.moderation.content.RuleBook;
import io.livemarket.moderation.content.RuleHistory;
import io.livemarket.rules.Action;
import io.livemarket.rules.ContentRule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The rules on content, for moderators. */
@RestController
@RequestMapping("/moderation/rules")
@RequiresRole(Callers.MODERATOR)
class RuleController {

    private final RuleBook book;
    private final DryRun dryRun;
    private final Clock clock;

    RuleController(RuleBook book, DryRun dryRun, Clock clock) {
        this.book = book;
        this.dryRun = dryRun;
        this.clock = clock;
    }

    record Rules(long version, Collection<RuleBook.Entry> items) {}

    /** @param items the newest first */
    record History(List<RuleHistory.Change> items) {}

    record Rule(@NotNull @Pattern(regexp = "[a-z][a-z_]{0,39}") String category, @NotNull @Min(1) @Max(5) Integer severity,
            @NotNull RuleAction action, @NotNull String text, Boolean enabled) {

        /** @throws ApiException {@code invalid_request} for a text in which nothing could be found */
        ContentRule named(UUID id) {
            try {
                return new ContentRule(id.toString(), category, severity, Action.valueOf(action.name()), text);
            } catch (IllegalArgumentException e) {
                throw new ApiException(ErrorCode.INVALID_REQUEST, e.getMessage());
            }
        }
    }

    record Trial(@NotNull @Valid Rule rule, @NotNull @Min(1) @Max(90) Integer days) {}

    @GetMapping
    Rules rules() {
        return new Rules(book.version(), book.all());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    RuleBook.Entry add(@AuthenticationPrincipal Jwt caller, @Valid @RequestBody Rule rule) {
        return define(Callers.id(caller), Ids.next(), rule);
    }

    @PutMapping("/{ruleId}")
    RuleBook.Entry change(@AuthenticationPrincipal Jwt caller, @PathVariable UUID ruleId, @Valid @RequestBody Rule rule) {
        UUID me = Callers.id(caller);
        find(ruleId);
        return define(me, ruleId, rule);
    }

    /** It stays known, switched off, so that what it did remains explained. */
    @DeleteMapping("/{ruleId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void switchOff(@AuthenticationPrincipal Jwt caller, @PathVariable UUID ruleId) {
        UUID me = Callers.id(caller);
        RuleBook.Entry entry = find(ruleId);
        define(me, ruleId, new Rule(entry.category(), entry.severity(), entry.action(), entry.text(), false));
    }

    /** The changes of a rule: by which moderator, when, and what it became. */
    @GetMapping("/{ruleId}/history")
    History history(@PathVariable UUID ruleId) {
        find(ruleId);
        return new History(book.changes(ruleId));
    }

    @PostMapping("/dry-run")
    DryRun.Report dryRun(@Valid @RequestBody Trial trial) {
        return dryRun.run(trial.rule().named(Ids.next()), clock.instant().minus(Duration.ofDays(trial.days())));
    }

    private RuleBook.Entry define(UUID moderator, UUID ruleId, Rule rule) {
        rule.named(ruleId);
        return book.define(new RuleDefined(ruleId, rule.category(), rule.severity(), rule.action(), rule.text(),
                rule.enabled() == null || rule.enabled(), moderator, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private RuleBook.Entry find(UUID ruleId) {
        return book.find(ruleId).orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
    }
}
