package io.livemarket.auth.domain;

import java.util.Optional;
import java.util.UUID;

/** The accounts as they are when a command is decided. Names and addresses are given {@link Account#folded folded}. */
public interface Accounts {

    Optional<Account> byId(UUID userId);

    Optional<UUID> holderOfUsername(String folded);

    Optional<UUID> holderOfEmail(String folded);

    Optional<Registration> registration(String idempotencyKey);
}
