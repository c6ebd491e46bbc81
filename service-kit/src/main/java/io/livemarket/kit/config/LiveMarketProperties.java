package io.livemarket.kit.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings that all services share, under {@code livemarket}. {@code service-kit.yml} documents each beside its
 * default.
 *
 * @param service the service's name, {@code chat-service}
 * @param instance the instance's name, unique in the cluster, and unchanged across restarts where there is local state
 * @param dataDir the directory of an instance's local state; it may be lost, which makes the next start longer
 */
@Validated
@ConfigurationProperties("livemarket")
public record LiveMarketProperties(
        @NotBlank String service,
        @NotBlank String instance,
        @NotNull Path dataDir,
        @Valid @NotNull Kafka kafka,
        @Valid @NotNull Mongodb mongodb,
        @Valid @NotNull Auth auth,
        @Valid @DefaultValue Web web,
        @Valid @DefaultValue Engine engine) {

    @ConstructorBinding
    public LiveMarketProperties {}

    /** Settings without standbys. */
    public LiveMarketProperties(
            String service, String instance, Path dataDir, Kafka kafka, Mongodb mongodb, Auth auth, Web web) {
        this(service, instance, dataDir, kafka, mongodb, auth, web, new Engine(false));
    }

    /**
     * @param bootstrapServers Kafka's addresses, {@code host:port,…}
     * @param partitions the number of partitions of the topics that services create, 1–1,000; an event topic keeps the
     *     number with which it was created
     * @param replicationFactor the number of replicas of the topics that services create; -1 for the cluster's default
     * @param properties further client settings, such as TLS and SASL, given to every client unchanged
     * @param createTopics whether a service creates missing topics; off where operators create them
     * @param sessionTimeout the time without a heartbeat after which other instances take over the partitions of an
     *     instance, 1 s to 1 min; at least the brokers' {@code group.min.session.timeout.ms}, whose default is 6 s
     */
    public record Kafka(
            @NotBlank String bootstrapServers,
            @Min(1) @Max(1000) int partitions,
            @Min(-1) short replicationFactor,
            @DefaultValue Map<String, String> properties,
            @DefaultValue("true") boolean createTopics,

            @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 1) @DefaultValue("6s")
            Duration sessionTimeout) {

        @ConstructorBinding
        public Kafka {}

        /** Settings with which services create missing topics. */
        public Kafka(String bootstrapServers, int partitions, short replicationFactor, Map<String, String> properties) {
            this(bootstrapServers, partitions, replicationFactor, properties, true, Duration.ofSeconds(6));
        }
    }

    /**
     * @param uri MongoDB's address, {@code mongodb://…}
     * @param prefix the beginning of the names of the services' databases
     * @param sslBundle the name of a bundle under {@code spring.ssl.bundle} for TLS to the store; empty for the
     *     settings of the URI and the JVM
     */
    public record Mongodb(
            @NotBlank String uri,
            @NotBlank String prefix,
            @DefaultValue("") String sslBundle) {

        @ConstructorBinding
        public Mongodb {}

        /** Settings without a bundle. */
        public Mongodb(String uri, String prefix) {
            this(uri, prefix, "");
        }
    }

    /**
     * @param issuer the tokens' {@code iss}
     * @param audience the tokens' {@code aud}
     * @param jwksUri the address of the public keys
     * @param mode whose access tokens are accepted: those of auth-service, those of the external issuer, or both;
     *     tokens of service accounts are auth-service's in each mode
     */
    public record Auth(
            @NotBlank String issuer,
            @NotBlank String audience,
            @NotBlank String jwksUri,
            @NotNull @DefaultValue("own") AccountsMode mode,
            @Valid @NotNull @DefaultValue ExternalIssuer external) {

        @ConstructorBinding
        public Auth {}

        /** Settings that accept the tokens of auth-service alone. */
        public Auth(String issuer, String audience, String jwksUri) {
            this(issuer, audience, jwksUri, AccountsMode.OWN, ExternalIssuer.NONE);
        }

        @AssertTrue(
                message = "the modes external and both need external.issuer, external.jwks-uri and external.audience")
        boolean isExternalIssuerKnown() {
            return mode == AccountsMode.OWN || external.isComplete();
        }

        @AssertTrue(message = "external.issuer must be another one than issuer")
        boolean isExternalIssuerAnotherOne() {
            return !external.issuer().equals(issuer);
        }
    }

    /**
     * The marketplace's own issuer of access tokens (OpenID Connect), whose users chat without an account of ours.
     *
     * @param issuer the {@code iss} of its tokens, to the letter; a part of the ids of its users, so never change it
     * @param jwksUri the address of its public keys, {@code jwks_uri} of its discovery document
     * @param audience the {@code aud} that its tokens for this system have
     * @param algorithms the algorithms of its signatures that are accepted; shared secrets and unsigned tokens never
     *     are
     * @param clockSkew how far its clock may differ from ours, at most 5 min
     * @param keysGoodFor how long fetched keys are used, 5 s to 1 day; a token with an unknown key fetches them at
     *     once, at most twice in 2 s
     * @param requireVerifiedEmail whether its users open chats only if the token has a verified e-mail address
     * @param moderatorRoles its roles whose holders are moderators here
     * @param operatorRoles its roles whose holders are operators here
     */
    public record ExternalIssuer(
            @NotNull @DefaultValue("") String issuer,
            @NotNull @DefaultValue("") String jwksUri,
            @NotNull @DefaultValue("") String audience,
            @NotEmpty @DefaultValue({"RS256", "ES256"}) Set<SignatureAlgorithm> algorithms,

            @NotNull @DurationMin @DurationMax(minutes = 5) @DefaultValue("30s")
            Duration clockSkew,

            @NotNull @DurationMin(seconds = 5) @DurationMax(days = 1) @DefaultValue("5m")
            Duration keysGoodFor,

            @DefaultValue("false") boolean requireVerifiedEmail,
            @DefaultValue List<String> moderatorRoles,
            @DefaultValue List<String> operatorRoles,
            @Valid @NotNull @DefaultValue Claims claims) {

        /** No external issuer. */
        static final ExternalIssuer NONE = of("", "", "");

        /** An issuer with the default algorithms and the claims of OpenID Connect. */
        public static ExternalIssuer of(String issuer, String jwksUri, String audience) {
            return new ExternalIssuer(
                    issuer,
                    jwksUri,
                    audience,
                    Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    false,
                    List.of(),
                    List.of(),
                    Claims.STANDARD);
        }

        /** Whether tokens can be checked with these settings. */
        boolean isComplete() {
            return !issuer.isBlank() && !jwksUri.isBlank() && !audience.isBlank();
        }

        /**
         * The names of the claims; {@code a.b} is the member {@code b} of the claim {@code a}, unless a claim has that
         * whole name.
         *
         * @param id the user's id at the issuer, 1–255 characters, which never goes to another user
         * @param name the name from which the user name is made at the registration
         * @param email the e-mail address
         * @param emailVerified whether the issuer verified the address
         * @param picture the https address of the user's picture
         * @param roles the user's roles: a list, or a text with spaces
         */
        public record Claims(
                @NotBlank @DefaultValue("sub") String id,

                @NotBlank @DefaultValue("preferred_username")
                String name,

                @NotBlank @DefaultValue("email") String email,
                @NotBlank @DefaultValue("email_verified") String emailVerified,
                @NotBlank @DefaultValue("picture") String picture,
                @NotBlank @DefaultValue("roles") String roles) {

            static final Claims STANDARD =
                    new Claims("sub", "preferred_username", "email", "email_verified", "picture", "roles");
        }
    }

    /**
     * @param publicPaths the paths of this service that need no token, as {@code METHOD /pattern} or {@code /pattern}
     * @param maxBody the largest request body; a larger one is refused
     */
    public record Web(
            @DefaultValue List<String> publicPaths,
            @DefaultValue("512KB") DataSize maxBody) {}

    /**
     * @param standby whether each instance also keeps a standby replica of the state of the partitions that other
     *     instances own, so that it takes them over at once. The cost is that of folding: each instance reads and
     *     stores every event once
     */
    public record Engine(@DefaultValue("false") boolean standby) {}
}
