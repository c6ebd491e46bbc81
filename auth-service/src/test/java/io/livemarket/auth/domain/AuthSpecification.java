package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.testkit.Circumstance;
import io.livemarket.testkit.DeciderAdapter;
import io.livemarket.testkit.DeciderSpecification;
import io.livemarket.testkit.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Given/when/then for auth-service's deciders. Its past are accounts, sessions, keys and commands, since the state is
 * stored and no fold of events. Events are those of all topics, mails, and the changes of keys.
 */
final class AuthSpecification implements DeciderAdapter<AuthWorld, AuthCommand, Object, ErrorCode> {

    static final UUID OPERATOR = UUID.fromString("01900000-0000-7000-8000-000000000008");
    static final UUID OTHER_OPERATOR = UUID.fromString("01900000-0000-7000-8000-000000000009");
    /** The id of the mail that follows a change of an address. */
    static final UUID NOTICE = UUID.fromString("01900000-0000-7000-8000-0000000000ab");

    private AuthSpecification() {}

    /** An installation without users; the clock is at {@code now}. */
    static DeciderSpecification<AuthWorld, AuthCommand, Object, ErrorCode> given(Instant now) {
        return DeciderSpecification.of(new AuthSpecification(), AuthWorld.NONE, now);
    }

    static Circumstance<AuthWorld> account(Account account) {
        return new Circumstance<>(account.toString(), world -> world.with(account));
    }

    static Circumstance<AuthWorld> family(RefreshFamily family) {
        return new Circumstance<>(family.toString(), world -> world.with(family));
    }

    static Circumstance<AuthWorld> signingKey(SigningKey key) {
        return new Circumstance<>(
                key.toString(), world -> world.with(new KeyDecider.KeyDecision(true, List.of(key), List.of())));
    }

    static Circumstance<AuthWorld> mailed(MailCounts counts) {
        return new Circumstance<>(counts.toString(), world -> world.with(counts));
    }

    @Override
    public Outcome<AuthWorld, Object, ErrorCode> decide(AuthWorld world, AuthCommand command, Instant now) {
        return switch (command) {
            case AuthCommand.RegisterUser c -> register(world, c);
            case AuthCommand.UpdateProfile c -> update(world, c);
            case AuthCommand.DeleteAccount c -> {
                AccountDecision decision = DeletionDecider.delete(world.byId(c.userId()), c);
                yield outcome(world, decision, DeletionDecider.accessEnded(decision));
            }
            case AuthCommand.ChangePassword c -> outcome(world, AccountDecider.changePassword(world, c));
            case AuthCommand.ReplacePasswordHash c -> outcome(world, AccountDecider.replaceHash(world, c));
            case AuthCommand.GrantRole c -> {
                AccountDecision decision = RoleDecider.grant(world, AuthSpecification::isOperator, c);
                yield outcome(world, decision, RoleDecider.event(decision, c));
            }
            case AuthCommand.RevokeRole c -> {
                AccountDecision decision = RoleDecider.revoke(world, AuthSpecification::isOperator, c);
                yield outcome(world, decision, RoleDecider.event(decision, c));
            }
            case AuthCommand.RequestPasswordReset c -> {
                Account account =
                        world.holderOfUsername(c.username()).map(world::account).orElseThrow();
                yield outcome(
                        world,
                        MailDecider.reset(
                                account, c.mail(), world.links(account.userId()), world.counts(), c.requestedAt()));
            }
            case AuthCommand.RequestVerification c ->
                outcome(
                        world,
                        MailDecider.verification(
                                world.account(c.userId()),
                                c.mail(),
                                world.links(c.userId()),
                                world.counts(),
                                c.requestedAt()));
            case AuthCommand.ResetPassword c ->
                outcome(
                        world,
                        MailDecider.resetPassword(world.byId(c.userId()).orElse(null), world.links(c.userId()), c));
            case AuthCommand.VerifyEmail c ->
                outcome(world, MailDecider.verify(world.byId(c.userId()).orElse(null), world.links(c.userId()), c));
            case AuthCommand.OpenSession c -> outcome(world, c, SessionDecider.open(world.byId(c.userId()), c));
            case AuthCommand.RotateRefresh c -> outcome(world, c, SessionDecider.rotate(world.family(c.familyId()), c));
            case AuthCommand.EndSession c -> outcome(world, c, SessionDecider.end(world.family(c.familyId()), c));
            case AuthCommand.EndSessions _ ->
                throw new UnsupportedOperationException("SessionsDecider chooses among all sessions of a user");
            case AuthCommand.AddSigningKey c -> outcome(world, KeyDecider.add(world.keys(), c));
            case AuthCommand.PutExternalUser c -> outcome(world, ExternalDecider.put(world, c));
            case ServiceCommand c -> outcome(world, ServiceDecider.decide(world, world.services(), c));
        };
    }

    private static boolean isOperator(Account account) {
        return account.userId().equals(OPERATOR) || account.userId().equals(OTHER_OPERATOR);
    }

    private static Outcome<AuthWorld, Object, ErrorCode> register(AuthWorld world, AuthCommand.RegisterUser c) {
        AccountDecision decision = AccountDecider.register(world, c);
        AuthWorld registered = decision instanceof AccountDecision.Changed && c.idempotencyKey() != null
                ? world.with(c.idempotencyKey(), new Registration(c.userId(), c.fingerprint(), c.requestedAt()))
                : world;
        return outcome(registered, decision);
    }

    private static Outcome<AuthWorld, Object, ErrorCode> update(AuthWorld world, AuthCommand.UpdateProfile c) {
        AccountDecision decision = AccountDecider.update(world, c);
        if (!(decision instanceof AccountDecision.Changed(Account former, var _, var _)) || c.mail() == null) {
            return outcome(world, decision);
        }
        Outcome<AuthWorld, Object, ErrorCode> mail =
                outcome(world, MailDecider.addressChanged(former, NOTICE, c.mail(), world.counts(), c.requestedAt()));
        return outcome(mail.next(), decision, mail.events().stream().findFirst());
    }

    private static Outcome<AuthWorld, Object, ErrorCode> outcome(AuthWorld world, AccountDecision decision) {
        return outcome(world, decision, Optional.empty());
    }

    /** @param fact a fact beside the public event */
    private static Outcome<AuthWorld, Object, ErrorCode> outcome(
            AuthWorld world, AccountDecision decision, Optional<?> fact) {
        return switch (decision) {
            case AccountDecision.Changed(var _, Account account, var event) ->
                accepted(
                        world.with(account),
                        Stream.concat(Stream.ofNullable(event), fact.stream()).toList());
            case AccountDecision.Unchanged(Account account) -> unchanged(world.with(account));
            case AccountDecision.Repeated repeated -> Outcome.unchanged(repeated);
            case AccountDecision.Refused(var codes) -> Outcome.rejectedFor(codes);
        };
    }

    private static Outcome<AuthWorld, Object, ErrorCode> outcome(AuthWorld world, MailDecision decision) {
        return switch (decision) {
            case MailDecision.Sent(MailOrder order, var links, MailCounts counts) ->
                accepted((links == null ? world : world.with(links)).with(counts), List.of(order));
            case MailDecision.None() -> Outcome.unchanged();
            case MailDecision.Refused(ErrorCode code) -> Outcome.rejected(code);
        };
    }

    private static Outcome<AuthWorld, Object, ErrorCode> outcome(AuthWorld world, ResetDecision decision) {
        return switch (decision) {
            case ResetDecision.Changed(var _, Account account, MailedLinks links) ->
                accepted(world.with(account).with(links), List.of());
            case ResetDecision.Repeated repeated -> Outcome.unchanged(repeated);
            case ResetDecision.Refused(ErrorCode code) -> Outcome.rejected(code);
        };
    }

    /** A rejection that revokes the family has its fact beside it. */
    private static Outcome<AuthWorld, Object, ErrorCode> outcome(
            AuthWorld world, AuthCommand command, SessionDecision decision) {
        return switch (decision) {
            case SessionDecision.Kept(RefreshFamily family) -> accepted(world.with(family), List.of());
            case SessionDecision.Repeated repeated -> Outcome.unchanged(repeated);
            case SessionDecision.Ended(var event) ->
                accepted(
                        world.withoutFamily(command.subject()),
                        new ArrayList<>(Stream.ofNullable(event).toList()));
            case SessionDecision.Refused(ErrorCode code, var revoked, var event) -> {
                Outcome<AuthWorld, Object, ErrorCode> refused = Outcome.rejected(code, event);
                yield refused.leadingTo(revoked == null ? world : world.with(revoked));
            }
        };
    }

    private static Outcome<AuthWorld, Object, ErrorCode> outcome(AuthWorld world, KeyDecider.KeyDecision decision) {
        return decision.accepted() ? accepted(world.with(decision), List.of(decision)) : Outcome.rejectedFor(List.of());
    }

    private static Outcome<AuthWorld, Object, ErrorCode> accepted(AuthWorld next, List<?> events) {
        Outcome<AuthWorld, Object, ErrorCode> accepted = Outcome.accepted(events);
        return accepted.leadingTo(next);
    }

    private static Outcome<AuthWorld, Object, ErrorCode> unchanged(AuthWorld next) {
        Outcome<AuthWorld, Object, ErrorCode> unchanged = Outcome.unchanged();
        return unchanged.leadingTo(next);
    }
}
