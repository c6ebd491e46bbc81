package io.livemarket.kit.web;

import io.livemarket.events.Ids;
import io.livemarket.kit.config.LiveMarketProperties.ExternalIssuer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * The check of the marketplace's access tokens. A valid token gets the claims of a token of ours: {@code sub} is our id
 * of the user, {@code roles} are our roles, and every claim that has a meaning for us and none for the issuer is left
 * out, so that no foreign {@code sid}, {@code rev} or {@code scope} is taken for ours.
 */
public final class ExternalTokens {

    /** The claim with the user's id at the external issuer; tokens of ours have none. */
    public static final String SUBJECT = "external_subject";

    /** The claims of a person: the name, the address, whether it is verified, and the picture. */
    public static final String NAME = "name";

    public static final String EMAIL = "email";
    public static final String EMAIL_VERIFIED = "email_verified";
    public static final String PICTURE = "picture";

    /** The beginning of the ids of the external issuer's keys in {@link #keyOf}, so that both issuers' keys differ. */
    public static final String KEY_PREFIX = "external:";

    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_TEXT = 2_048;
    private static final List<String> COPIED = List.of("iss", "aud", "exp", "nbf", "iat", "jti");
    private static final MappedJwtClaimSetConverter TYPED = MappedJwtClaimSetConverter.withDefaults(Map.of());

    private final ExternalIssuer settings;

    private ExternalTokens(ExternalIssuer settings) {
        this.settings = settings;
    }

    /**
     * A decoder for the tokens of an external issuer.
     *
     * @param further rules for the claims of ours
     */
    static JwtDecoder decoder(ExternalIssuer settings, PublicKeys keys, OAuth2TokenValidator<Jwt> further) {
        NimbusJwtDecoder signatures = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(accepted -> accepted.addAll(settings.algorithms()))
                .build();
        signatures.setClaimSetConverter(new ExternalTokens(settings)::ours);
        JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        types.setAllowEmpty(true);
        // Decoders share the tokens that they verified if they give them the same claims.
        return new VerifiedTokens(
                signatures,
                new DelegatingOAuth2TokenValidator<>(
                        types, Tokens.validator(settings.issuer(), settings.audience(), settings.clockSkew()), further),
                token -> Tokens.isAmong(keys, token),
                keys.address() + " " + settings);
    }

    /** Whether a verified token is one of the external issuer. */
    public static boolean isExternal(Jwt token) {
        return token.hasClaim(SUBJECT);
    }

    /** The id of the key that signed a verified token; with {@link #KEY_PREFIX} for a key of the external issuer. */
    public static String keyOf(Jwt token) {
        String id = String.valueOf(token.getHeaders().get("kid"));
        return isExternal(token) ? KEY_PREFIX + id : id;
    }

    private Map<String, Object> ours(Map<String, Object> raw) {
        Map<String, Object> typed = TYPED.convert(raw);
        Map<String, Object> ours = new LinkedHashMap<>();
        COPIED.forEach(name -> putIfPresent(ours, name, typed.get(name)));
        ExternalIssuer.Claims names = settings.claims();
        subject(find(raw, names.id())).ifPresent(subject -> {
            ours.put("sub", Ids.external(settings.issuer(), subject).toString());
            ours.put(SUBJECT, subject);
        });
        boolean verified = Boolean.TRUE.equals(find(raw, names.emailVerified()));
        putIfPresent(ours, NAME, text(find(raw, names.name())));
        putIfPresent(ours, EMAIL, text(find(raw, names.email())));
        putIfPresent(ours, PICTURE, text(find(raw, names.picture())));
        ours.put(EMAIL_VERIFIED, verified);
        ours.put("roles", roles(find(raw, names.roles())));
        if (settings.requireVerifiedEmail() && !verified) {
            ours.put(Callers.MUST_VERIFY_EMAIL, true);
        }
        return ours;
    }

    private List<String> roles(@Nullable Object claim) {
        Collection<?> theirs = claim instanceof Collection<?> list
                ? list
                : claim instanceof String text ? Arrays.asList(text.split(" ")) : List.of();
        List<String> ours = new ArrayList<>(List.of("user"));
        if (settings.moderatorRoles().stream().anyMatch(theirs::contains)) {
            ours.add(Callers.MODERATOR);
        }
        if (settings.operatorRoles().stream().anyMatch(theirs::contains)) {
            ours.add(Callers.OPERATOR);
        }
        return ours;
    }

    /** The value of a claim, or of a member of a claim. */
    private static @Nullable Object find(Map<?, ?> claims, String name) {
        int dot = name.indexOf('.');
        if (claims.containsKey(name) || dot < 0) {
            return claims.get(name);
        }
        return claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
                ? find(inner, name.substring(dot + 1))
                : null;
    }

    private static Optional<String> subject(@Nullable Object id) {
        String text = id instanceof String || id instanceof Long || id instanceof Integer ? id.toString() : "";
        return isSubject(text) ? Optional.of(text) : Optional.empty();
    }

    /**
     * Whether a text may be the id of a user at an external issuer: 1–255 characters, no space, no control character.
     */
    public static boolean isSubject(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_SUBJECT
                && text.chars()
                        .noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c) || isSurrogate(c));
    }

    private static boolean isSurrogate(int c) {
        return Character.isSurrogate((char) c);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() && text.length() <= LONGEST_TEXT ? text : null;
    }

    private static void putIfPresent(Map<String, Object> into, String name, @Nullable Object value) {
        if (value != null) {
            into.put(name, value);
        }
    }
}
