package io.livemarket.kit.admin;

import io.livemarket.kit.admin.DeadLetter.State;
import io.livemarket.kit.admin.DeadLetterDesk.Listed;
import io.livemarket.kit.admin.DeadLetterDesk.Shown;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The dead letters of this service. Only the answer about one letter has content; the log {@code audit} names each
 * operator who was shown content, and each replay and drop.
 */
@RestController
@RequestMapping("/admin/dead-letters")
@RequiresRole(Callers.OPERATOR)
class DeadLetterController {

    private static final Logger audit = LoggerFactory.getLogger("audit");

    private final DeadLetterDesk desk;

    DeadLetterController(DeadLetterDesk desk) {
        this.desk = desk;
    }

    @GetMapping
    Listed list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit) {
        DeadLetterQuery query = DeadLetterQuery.of(state, limit);
        return desk.list(query.state(), query.limit());
    }

    @GetMapping("/{topic}/{partition}/{offset}")
    Shown show(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable String topic,
            @PathVariable int partition,
            @PathVariable long offset) {
        UUID operator = Callers.id(caller);
        Shown shown = desk.show(new Place(topic, partition, offset));
        audit.info(
                "Operator {} is shown the content of dead letter {}",
                operator,
                shown.letter().place());
        return shown;
    }

    @PostMapping("/{topic}/{partition}/{offset}/replay")
    DeadLetter replay(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable String topic,
            @PathVariable int partition,
            @PathVariable long offset) {
        return handle(caller, new Place(topic, partition, offset), State.REPLAYED);
    }

    @PostMapping("/{topic}/{partition}/{offset}/drop")
    DeadLetter drop(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable String topic,
            @PathVariable int partition,
            @PathVariable long offset) {
        return handle(caller, new Place(topic, partition, offset), State.DROPPED);
    }

    private DeadLetter handle(Jwt caller, Place place, State wanted) {
        UUID operator = Callers.id(caller);
        DeadLetter handled = desk.handle(place, wanted, operator);
        audit.info(
                "Operator {} asked for dead letter {} to be {}; it was, by operator {} at {}",
                operator,
                handled.place(),
                wanted.text(),
                handled.handling().by(),
                handled.handling().at());
        return handled;
    }
}
