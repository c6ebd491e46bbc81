package io.livemarket.gateway.callers;

import io.livemarket.kit.web.PublicKeys;
import java.util.Optional;

/**
 * The public keys of the external issuer.
 *
 * @param keys empty where the installation has no external issuer
 */
public record ExternalKeys(Optional<PublicKeys> keys) {}
