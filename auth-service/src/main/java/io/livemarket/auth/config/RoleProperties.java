package io.livemarket.auth.config;

import io.livemarket.auth.tokens.Roles;
import io.livemarket.auth.tokens.Roles.Holders;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The holders of configured roles, under {@code livemarket.accounts}; {@code auth-service.yml} documents each setting
 * beside its default.
 *
 * @param moderators user ids whose tokens carry the role {@code moderator}; none by default
 * @param bootstrapModerators user names whose tokens carry the role {@code moderator}: for a first run and for tests
 * @param operators user ids whose tokens carry the role {@code operator}; none by default
 * @param bootstrapOperators user names whose tokens carry the role {@code operator}: for a first run and for tests
 */
@ConfigurationProperties("livemarket.accounts")
public record RoleProperties(
        @DefaultValue Set<UUID> moderators,
        @DefaultValue Set<String> bootstrapModerators,
        @DefaultValue Set<UUID> operators,
        @DefaultValue Set<String> bootstrapOperators) {

    /** The roles that accounts have by these settings. */
    public Roles roles() {
        return new Roles(new Holders(moderators, bootstrapModerators), new Holders(operators, bootstrapOperators));
    }
}
