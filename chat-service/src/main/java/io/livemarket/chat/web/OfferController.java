package io.livemarket.chat.web;

import io.livemarket.chat.domain.OfferRules;
import io.livemarket.chat.kafka.ChatCommands;
import io.livemarket.chat.projection.OfferQueries;
import io.livemarket.chat.projection.OfferView;
import io.livemarket.chat.projection.Page;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.OfferCommand;
import io.livemarket.events.chat.OfferCommand.AcceptOffer;
import io.livemarket.events.chat.OfferCommand.CounterOffer;
import io.livemarket.events.chat.OfferCommand.DeclineOffer;
import io.livemarket.events.chat.OfferCommand.MakeOffer;
import io.livemarket.events.chat.OfferCommand.WithdrawOffer;
import io.livemarket.events.chat.OfferTerms;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.money.Money;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of offers in the caller's private chats. A write is answered once the read model shows it. */
@RestController
@RequestMapping("/chats/{chatId}/offers")
class OfferController {

    /** Take the place of absent fields: the decider refuses them, after it has refused a stranger. */
    private static final UUID NO_PRODUCT = new UUID(0, 0);

    private static final Money NO_PRICE = new Money("", "");

    private final ChatCommands commands;
    private final OfferQueries queries;
    private final ReadConsistency consistency;
    private final Clock clock;

    OfferController(ChatCommands commands, OfferQueries queries, ReadConsistency consistency, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.consistency = consistency;
        this.clock = clock;
    }

    @GetMapping
    Page<OfferView> list(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID chatId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        consistency.requireChat(chatId, null);
        return queries.offers(chatId, Callers.id(caller), cursor, limit);
    }

    @GetMapping("/{offerId}")
    OfferView offer(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId, @PathVariable UUID offerId) {
        consistency.requireChat(chatId, null);
        return queries.offer(chatId, Callers.id(caller), offerId);
    }

    @PostMapping
    ResponseEntity<OfferView> make(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID chatId,
            @Valid @RequestBody Requests.MakeOffer request,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header) {
        UUID me = Callers.id(caller);
        UUID product = request.productId();
        OfferTerms terms = terms(
                chatId,
                me,
                product == null ? null : request.price(),
                request.validForSeconds(),
                key(request.clientMessageId(), IdempotencyKey.of(header)));
        return made(
                new MakeOffer(chatId, me, Objects.requireNonNullElse(product, NO_PRODUCT), terms, now()),
                terms,
                product == null ? "productId" : OfferRules.invalidField(terms));
    }

    @PostMapping("/{offerId}/counter")
    ResponseEntity<OfferView> counter(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID chatId,
            @PathVariable UUID offerId,
            @Valid @RequestBody Requests.CounterOffer request,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header) {
        UUID me = Callers.id(caller);
        OfferTerms terms = terms(
                chatId,
                me,
                request.price(),
                request.validForSeconds(),
                key(request.clientMessageId(), IdempotencyKey.of(header)));
        return made(new CounterOffer(chatId, me, offerId, terms, now()), terms, OfferRules.invalidField(terms));
    }

    private static @Nullable String key(@Nullable String ofBody, @Nullable String ofHeader) {
        return ofBody == null ? ofHeader : ofBody;
    }

    private static OfferTerms terms(
            UUID chatId, UUID maker, @Nullable Money price, @Nullable Long validForSeconds, @Nullable String key) {
        return new OfferTerms(
                OfferTerms.offerId(chatId, maker, key),
                Ids.next(),
                Objects.requireNonNullElse(price, NO_PRICE),
                validForSeconds,
                key);
    }

    /** @param invalid the first invalid field of the request; absent for a valid one */
    private ResponseEntity<OfferView> made(OfferCommand command, OfferTerms terms, @Nullable String invalid) {
        CommandAccepted accepted;
        try {
            accepted = commands.decide(command);
        } catch (ApiException e) {
            throw e.code() == ErrorCode.INVALID_REQUEST && invalid != null ? ApiException.invalid(invalid) : e;
        }
        OfferView offer = shown(command, terms.offerId(), accepted);
        return accepted.duplicate()
                ? ResponseEntity.ok(offer)
                : ResponseEntity.created(URI.create("/chats/" + command.chatId() + "/offers/" + terms.offerId()))
                        .body(offer);
    }

    @PostMapping("/{offerId}/accept")
    OfferView accept(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId, @PathVariable UUID offerId) {
        return answered(new AcceptOffer(chatId, Callers.id(caller), offerId, now()), offerId);
    }

    @PostMapping("/{offerId}/decline")
    OfferView decline(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId, @PathVariable UUID offerId) {
        return answered(new DeclineOffer(chatId, Callers.id(caller), offerId, now()), offerId);
    }

    @PostMapping("/{offerId}/withdraw")
    OfferView withdraw(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId, @PathVariable UUID offerId) {
        return answered(new WithdrawOffer(chatId, Callers.id(caller), offerId, now()), offerId);
    }

    private OfferView answered(OfferCommand command, UUID offerId) {
        return shown(command, offerId, commands.decide(command));
    }

    private OfferView shown(OfferCommand command, UUID offerId, CommandAccepted accepted) {
        consistency.require(command.chatId(), accepted.version());
        return queries.offer(command.chatId(), command.actorId(), offerId);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
