package io.livemarket.auth.domain;

import java.util.Optional;
import java.util.UUID;

/** The accounts at the time of a decision. Names and addresses in look-ups are {@link Account#folded folded}. */
public interface Accounts {

    Optional<Account> byId(UUID userId);

    Optional<UUID> holderOfUsername(String folded);

    Optional<UUID> holderOfEmail(String folded);

    Optional<Registration> registration(String idempotencyKey);
}
